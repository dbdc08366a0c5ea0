// The SQL editor of Datasette's query pages, as its own template sets it up inline.
"use strict";
(() => {
  const format = document.querySelector("button#sql-format");
  const shown = document.querySelector("pre#sql-query");
  const input = document.querySelector("textarea#sql-editor");
  if (input && window.CodeMirror) {
    const editor = window.CodeMirror.fromTextArea(input, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
    editor.getInputField().setAttribute("aria-label", "SQL");
    editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
    if (format && window.sqlFormatter) {
      format.hidden = false;
      format.addEventListener("click", () => editor.setValue(window.sqlFormatter.format(editor.getValue())));
    }
  } else if (format && shown && window.sqlFormatter) {
    format.hidden = false;
    format.addEventListener("click", () => { shown.textContent = window.sqlFormatter.format(shown.textContent); });
  }
})();

"""Words that make a result a goal, and words that say it has been reached."""

from __future__ import annotations

import re

TARGET = re.compile(
    r"[Pp]h[ấầ]n\s+đấu|[Pp]hần\s+đầu\s+năm|PHẤN\s+ĐẤU|[Qq]uyết\s+tâm\s+(?!chính\s+trị|cao|của|lớn|và)|(?<!đạt\s)(?<!vượt\s)(?<!với\s)[Mm]ục\s+tiêu(?!\s+tối\s+thiểu)|[Hh]ướng\s+tới|[Đđ]ăng\s+ký\s|[Đđ]ặt\s+(?:chỉ\s+tiêu|đích|mục)|[Nn]ăm\s+(?:sau|tới)\s+phải|[Ss]ang\s+năm\s+phải|[Cc]hỉ\s+tiêu\s+(?:là|đặt|đến)|(?<!mức\s)(?<!điểm\s)[Kk]ỳ\s+vọng|(?<!qua\s)chỉ\s+tiêu\s+(?:đến|năm)|"
    r"[Đđ]ến\s+(?:hết\s+|cuối\s+)?năm\s+(?:19|20)\d\d[^.;]{0,120}?(?:thuộc|vào|đạt|nằm|trong|xếp|lọt)|[Đđ]ặt\s+ra|(?<!đã\s)phải\s+(?:đạt|vào|nằm|thuộc|xếp|đứng|lọt|chen|giữ|vươn|lên|leo|cải\s+thiện|kéo|đưa|nâng|trở\s+lại|quay\s+lại)|xác\s+định\s+(?:phải\s+)?(?:giữ|đưa|nâng|vươn|lọt|vào|đạt|mục)|[Qq]uyết\s+(?:giữ|lọt|vươn|giành|đưa)|[Cc]hỉ\s+tiêu\s+(?:[^\W\d_]+\s+){0,4}(?:cho\s+)?năm\s|sẽ\s+(?:đạt|vào|nằm|thuộc|xếp|đứng)|"
    r"(?:tham\s+mưu|giải\s+pháp)\s+(?:để|nâng|đưa|giúp|cải\s+thiện)|[Nn]âng\s+[^.;]{0,60}?\slên\s+(?:ít\s+nhất|tối\s+thiểu)|muốn\s+trở|mong\s+muốn|[Đđ]ưa\s+[^.;]{0,60}?\s(?:vào|lên)\s|nhiệm\s+vụ\s+năm"
)

# Words before a result that say it has been reached, even under a heading of goals.
PAST = re.compile(
    r"(?:chỉ|mới|đã)\s+(?:đạt|xếp|đứng|được)|(?<!\w)khi\s|tồn\s+tại|hạn\s+chế|năm\s+(?:trước|qua)"
)

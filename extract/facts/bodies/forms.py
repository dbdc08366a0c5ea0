"""The forms that the grammar of names reads between their parts, as compiled patterns over the matching view."""

from __future__ import annotations

import re

from extract.facts.bodies.units import KIND_WORD, PROPER
from extract.values.text import CAPITALS

KINDS = rf"(?:{KIND_WORD})(?![^\W\d_])"
PROPER_NEXT = re.compile(rf"\s+(?P<name>{PROPER})")
UNITS_LIST = re.compile(
    rf"\s+(?P<det>các|một\s+số|nhiều|Các|\d{{1,4}}(?:/\d{{1,4}})?)?\s*(?P<kinds>{KINDS}(?:(?:\s*,\s*|\s+và\s+|/|\s*-\s*|,\s+và\s+){KINDS})*)"
    rf"(?P<of>\s+trực\s+thuộc\s+(?:[Tt]rung\s+ương|TW|TƯ))?(?P<tail>(?<=đặc\skhu)\s+{PROPER})?"
)
LEVELS = {
    "tỉnh": ("cấp tỉnh", "tinh"),
    "huyện": ("cấp huyện", "huyen"),
    "xã": ("cấp xã", "xa"),
    "cơ sở": ("cấp cơ sở", "xa"),
}
LEVEL = re.compile(r"\s+(?i:cấp)\s+(?P<level>(?i:tỉnh|huyện|xã|cơ sở))(?![^\W\d_])")
MORE_LEVEL = re.compile(r"\s*(?:,|và|,\s*và)\s*cấp\s+(?P<level>tỉnh|huyện|xã)(?![^\W\d_])")
ALL_LEVELS = re.compile(r"\s+(?:ở\s+)?các\s+cấp(?![^\W\d_])")
NEXT = re.compile(
    r"(?P<gap>\s*-\s*|\s*,\s+|\s*&\s*|\s+|(?<=\.))(?P<word>[^\W_]+(?:['.&/-](?=[^\W_])[^\W_]+)*)"
)
YEAR = re.compile(r"\s+năm\s+\d{4}$")
COMPANION = re.compile(rf",\s+[{CAPITALS}][^\W\d_]*(?:\s+[^\W\d_]+){{0,5}}?\s+(?:và|-|&)\s+[{CAPITALS}]")
ACRONYM = re.compile(r"[A-ZĐ&,.-]{2,}")
KIND_AHEAD = re.compile(rf"\s*(?:(?:của|thuộc|trực\s+thuộc)\s+)?{KINDS}")
CHAIN = re.compile(
    r"\s*(?:,|và|;|-|,\s*và)\s*(?:Thường\s+trực\s+|TT\.?\s*)?(?:UBND|HĐND|UBMTTQVN|UBMTTQ|Ủy ban nhân dân|Hội đồng nhân dân|Ủy ban MTTQ(?:\s+Việt\s+Nam)?|Ủy ban Mặt trận Tổ quốc(?:\s+Việt\s+Nam)?|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Đoàn ĐBQH)"
)
REGION = re.compile(r"\s+[Kk]hu\s+vực\s+(?P<number>[IVX]{1,5}|\d{1,2})(?![^\W_])")
COURT = re.compile(
    rf"\s+(?:tối\s+cao|cấp\s+cao(?:\s+tại\s+[{CAPITALS}][^\W\d_]*(?:\s[{CAPITALS}][^\W\d_]*)*)?)"
)
VIETNAM = re.compile(r"\s+Việt\s+Nam(?![^\W\d_])")
BRANCH = re.compile(r"\s*[-,]?\s*[Cc]hi\s+nhánh")
CENTRE = re.compile(r"\s+(?:Trung\s+ương|TW|TƯ)(?![^\W\d_])")
SPACE = re.compile(r"\s+")
NUMBERED = re.compile(r"\s+\d{2,4}(?!\d|\s*/)(?:\s+quốc\s+gia)?")
STATE = re.compile(r"\s+(?:Nhà\s+nước|Quốc\s+gia|quốc\s+gia)(?![^\W\d_])")
ABOUT = re.compile(r"\s+về\s(?=\S)")
LIST_START = re.compile(r"\s*")
COLON = re.compile(rf"\s*:\s*(?=[{CAPITALS}])")
LISTED_UNIT = re.compile(
    rf"(?P<gap>\s*(?:[,;]|và|,\s*và)?\s+)(?:(?P<kind>{KIND_WORD})\s+)?(?P<name>{PROPER})"
)
OWN_WORD = re.compile(
    r"\s*(?:[,;.:)\0\1]|$|\s(?:đã|sẽ|có|được|giao|yêu|đề|chủ|và|để|trong|theo|về|tiếp|ban|tổ|thực|chỉ|triển|báo|là|phối|hướng|cần|phải|trước|tại|xem|xét|kịp|nghiêm|khẩn|thường|hoàn|gửi|lập|rà|tổng|tham|đôn|kiểm|chuẩn|bố|cập|duy|mở|trả)\s)"
)
OWNER = re.compile(r"\s+(?:của\s+|thuộc\s+)?")
OWN_SHORT = re.compile(r"\s*\((?:UBND|HĐND|ĐBQH|MTTQ|UBMTTQ)\)(?=\s)")
UNKNOWN_ITEM = re.compile(rf"[{CAPITALS}][^,;.:\0\1()]{{1,60}}(?=[,;])")
LIST_GAP = re.compile(r"(?:\s*\([^()\0\1]{2,40}\))?\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)(?:các\s+)?")
LEVEL_AHEAD = re.compile(rf"\s+(?:{KINDS}|các\s|cấp\s|cơ\s+sở)")
OF = re.compile(r"\s+của\s+")
SEVERAL = re.compile(
    r"\s+(?:các|của\s+các)\s+tỉnh(?:,\s*(?:thành\s+phố|TP)(?:\s+trực\s+thuộc\s+(?:trung\s+ương|Trung\s+ương|TW))?)?"
)
DASH = re.compile(r"\s-\s")
NEWSPAPER = re.compile(
    rf"\s((?!Cáo)[{CAPITALS}][^\W\d_]+\s[{CAPITALS}][^\W\d_]+(?:\s[{CAPITALS}][^\W\d_]+){{0,3}})(?=[\s,;.)\0\1]|$)"
)
FREE_LISTS = frozenset({"Vụ", "Cục", "Phòng", "Chi cục", "Trung tâm"})
WEAK = frozenset(
    {
        "Công an",
        "Thuế",
        "Thống kê",
        "Thanh tra",
        "Hội",
        "Ban",
        "Báo",
        "Viện",
        "Vụ",
        "Quỹ",
        "Bộ",
        "Phòng",
        "Trung tâm",
        "Thường trực",
        "Đảng bộ",
        "Chủ tịch nước",
        "Bưu điện",
        "Hợp tác xã",
        "Chính phủ",
        "Quốc hội",
    }
)
PARTY_BLOC = re.compile(r"\s+(?:các\s+cơ\s+quan\s+(?:Đảng|đảng)|Khối|Quân\s+sự|khối)")
CAPITAL_UNIT = re.compile(rf"\s(?P<kind>{KIND_WORD})(?![^\W\d_])(?:\s+(?P<name>{PROPER}))?\s*$")
BRANCH_NAME = re.compile(rf"\s+(?P<name>{PROPER})")
NUMBER = re.compile(r"\s*(?P<n>[IVX]{1,5}|\d{1,2})(?![^\W_])")
YEAR_NUMBER = re.compile(r"\s\d{4}")
LAST_PROPER = re.compile(rf"(?<![^\W_])[{CAPITALS}][^\W\d_]*\s[{CAPITALS}][^\W\d_]*$")
PARTY_SEATS = frozenset(
    {
        "Văn phòng",
        "Ủy ban nhân dân",
        "Công an",
        "Sở",
        "Bộ",
        "Văn phòng Ủy ban nhân dân",
        "Bệnh viện",
        "Bệnh viện Đa khoa",
        "Bệnh viện Đa khoa khu vực",
        "Công ty",
        "Tổng công ty",
        "Tập đoàn",
        "Trường Đại học",
        "Trường Cao đẳng",
        "Viện",
        "Học viện",
    }
)
"""Types of bodies that have a Party committee (`Đảng ủy`) of their own."""

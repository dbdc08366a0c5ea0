"""Who must do what in the papers of offices of every level, and what only looks like a task there."""

from __future__ import annotations

import pytest

from extract.facts.model import Directive
from tests.conftest import facts_of

PAPERS = {
    "hospital": "SỞ Y TẾ HÀ TĨNH\nBỆNH VIỆN ĐA KHOA HUYỆN HƯƠNG SƠN\n\nSố: 31/KH-BV\n\nHương Sơn, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2025\n\nBệnh viện ban hành Kế hoạch như sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n",
    "province": "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\n\nSố: 77/KH-UBND\n\nQuảng Ngãi, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2025\n\nỦy ban nhân dân tỉnh ban hành Kế hoạch với các nội dung sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nTrần Văn An\n",
    "commune": "ỦY BAN NHÂN DÂN XÃ TÂN HÀ\n\nSố: 9/KH-UBND\n\nTân Hà, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nCải cách hành chính năm 2025\n\nỦy ban nhân dân xã ban hành Kế hoạch với các nội dung sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nTrần Văn An\n",
    "ministry": "BỘ XÂY DỰNG\n\nSố: 812/QĐ-BXD\n\nHà Nội, ngày 12 tháng 3 năm 2025\n\nQUYẾT ĐỊNH\n\nVề việc công bố kết quả chấm điểm cải cách hành chính\n\nBỘ TRƯỞNG BỘ XÂY DỰNG\n\nCăn cứ Nghị định số 52/2022/NĐ-CP ngày 08/8/2022;\n\nTheo đề nghị của Vụ trưởng Vụ Tổ chức cán bộ.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Công bố kết quả chấm điểm của các đơn vị.\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nBỘ TRƯỞNG\n\nTrần Văn An\n",
    "department report": "UBND TỈNH CAO BẰNG\nSỞ NỘI VỤ\n\nSố: 120/BC-SNV\n\nCao Bằng, ngày 12 tháng 3 năm 2025\n\nBÁO CÁO\n\nKết quả cải cách hành chính năm 2024\n\nSở Nội vụ báo cáo như sau:\n\nI. KẾT QUẢ\n\n1. Đã ban hành 12 văn bản.\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n",
    "party directive": "TỈNH ỦY ĐIỆN BIÊN\n\nSố: 15-CT/TU\n\nĐiện Biên, ngày 12 tháng 3 năm 2025\n\nCHỈ THỊ\n\nvề siết chặt kỷ luật hành chính\n\nBan Thường vụ Tỉnh ủy chỉ thị:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nT/M BAN THƯỜNG VỤ\n\nBÍ THƯ\n\nTrần Văn An\n",
    "notice": "VĂN PHÒNG UBND TỈNH QUẢNG NGÃI\n\nSố: 45/TB-VP\n\nQuảng Ngãi, ngày 12 tháng 3 năm 2025\n\nTHÔNG BÁO\n\nKết luận của Chủ tịch UBND tỉnh tại cuộc họp giao ban tháng 3\n\nChủ tịch UBND tỉnh kết luận như sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nTL. CHỦ TỊCH\n\nCHÁNH VĂN PHÒNG\n\nTrần Văn An\n",
    "company": "TỔNG CÔNG TY ĐIỆN LỰC MIỀN NÚI\nCÔNG TY ĐIỆN LỰC LAI CHÂU\n\nSố: 88/KH-PCLC\n\nLai Châu, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nCải cách thủ tục cấp điện năm 2025\n\nCông ty ban hành Kế hoạch như sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n",
    "school": "SỞ GIÁO DỤC VÀ ĐÀO TẠO NAM ĐỊNH\nTRƯỜNG THPT TRẦN NHÂN TÔNG\n\nSố: 14/KH-THPTTNT\n\nNam Định, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\n\nCải cách hành chính năm học 2025 - 2026\n\nNhà trường xây dựng Kế hoạch như sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nHIỆU TRƯỞNG\n\nTrần Văn An\n",
    "dispatch": "UBND TỈNH SƠN LA\nSỞ NỘI VỤ\n\nSố: 410/SNV-CCHC\n\nSơn La, ngày 12 tháng 3 năm 2025\n\nV/v đôn đốc tự chấm điểm\n\nKính gửi:\n- Các sở, ban, ngành;\n- UBND các huyện, thành phố.\n\nThực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2025 của UBND tỉnh, Sở Nội vụ đề nghị như sau:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn An\n",
    "party programme": "THÀNH ỦY ĐÀ LẠT\n\nSố: 08-CTr/TU\n\nĐà Lạt, ngày 12 tháng 3 năm 2025\n\nCHƯƠNG TRÌNH HÀNH ĐỘNG\n\nthực hiện nghị quyết về cải cách hành chính\n\nBan Thường vụ Thành ủy ban hành Chương trình:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nT/M BAN THƯỜNG VỤ\n\nBÍ THƯ\n\nTrần Văn An\n",
    "party conclusion": "HUYỆN ỦY MỘC CHÂU\n\nSố: 77-KL/HU\n\nMộc Châu, ngày 12 tháng 3 năm 2025\n\nKẾT LUẬN\n\ncủa Ban Thường vụ Huyện ủy về công tác cải cách hành chính\n\nBan Thường vụ Huyện ủy kết luận:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nT/M BAN THƯỜNG VỤ\n\nBÍ THƯ\n\nTrần Văn An\n",
    "district notice": "UBND HUYỆN BA VÌ\nVĂN PHÒNG\n\nSố: 65/TB-VP\n\nBa Vì, ngày 12 tháng 3 năm 2025\n\nTHÔNG BÁO\n\nKết luận của Phó Chủ tịch UBND huyện tại hội nghị giao ban\n\nPhó Chủ tịch UBND huyện kết luận:\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nCHÁNH VĂN PHÒNG\n\nTrần Văn An\n",
    "commune report": "ỦY BAN NHÂN DÂN XÃ HƯNG LỘC\n\nSố: 55/BC-UBND\n\nHưng Lộc, ngày 12 tháng 3 năm 2025\n\nBÁO CÁO\n\nKết quả cải cách hành chính quý I năm 2025\n\nUBND xã báo cáo như sau:\n\nI. KẾT QUẢ\n\n1. Đã niêm yết 120 thủ tục.\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nCHỦ TỊCH\n\nTrần Văn An\n",
    "decision": "ỦY BAN NHÂN DÂN TỈNH YÊN BÁI\n\nSố: 512/QĐ-UBND\n\nYên Bái, ngày 12 tháng 3 năm 2025\n\nQUYẾT ĐỊNH\n\nVề việc ban hành Bộ tiêu chí chấm điểm\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành kèm theo Quyết định này Bộ tiêu chí.\n\n{body}\n\nNơi nhận:\n\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn An\n",
}
"""Papers by the office that issues them, with room for their items."""


def found(paper: str, lines: list[str]) -> tuple[Directive, ...]:
    return facts_of(PAPERS[paper].replace("{body}", "\n\n".join(lines)))[1].directives


@pytest.mark.parametrize(
    ("paper", "lines", "owners"),
    [
        ('commune', ['III. CHẾ ĐỘ BÁO CÁO', 'Các bộ phận, đoàn thể nộp số liệu về Văn phòng trước ngày 18 hằng tháng.'], [['các bộ phận, đoàn thể']]),
        ('commune', ['III. THÔNG TIN, BÁO CÁO', 'Các phòng, đơn vị gửi báo cáo về Phòng Kinh tế vào ngày 15 hằng quý. Phòng Kinh tế tổng hợp, trình Chủ tịch UBND xã.'], [['các phòng, đơn vị'], ['Phòng Kinh tế']]),
        ('province', ['III. CHẾ ĐỘ THÔNG TIN', 'Các sở, ngành gửi số liệu về Sở Nội vụ trước ngày 10 của tháng cuối quý.'], [['các sở, ban, ngành']]),
        ('commune', ['IV. KINH PHÍ', 'Phòng Kinh tế thẩm định dự toán, trình UBND xã trước ngày 30/4/2025.'], [['Phòng Kinh tế']]),
        ('province', ['II. NHIỆM VỤ', '1. Các thôn, bản cử người hướng dẫn dân nộp hồ sơ qua mạng.'], [['các thôn, bản']]),
        ('province', ['II. NHIỆM VỤ', '1. Mỗi xã chọn một thủ tục để làm thí điểm trước ngày 30/6/2025.'], [['mỗi xã']]),
        ('province', ['II. NHIỆM VỤ', '1. Sở Tư pháp rà soát văn bản trong quý II/2025; các huyện, thị xã, thành phố nộp kết quả xong trước ngày 15/7/2025.'], [['Sở Tư pháp'], ['các huyện, thị xã, thành phố']]),
        ('ministry', ['Điều 2. Căn cứ kết quả nêu tại Điều 1:', '1. Thủ trưởng các đơn vị tổ chức kiểm điểm, gửi báo cáo về Vụ Tổ chức cán bộ trước ngày 30/4/2025.', '2. Trung tâm Thông tin công khai kết quả trên Cổng thông tin điện tử.', '3. Kinh phí khảo sát do Vụ Kế hoạch - Tài chính cân đối, bố trí trong dự toán năm 2026.'], [['các đơn vị'], ['Trung tâm Thông tin'], ['Vụ Kế hoạch - Tài chính']]),
        ('ministry', ['Điều 2. Thủ trưởng các đơn vị có tên trong danh sách kèm theo tổ chức rút kinh nghiệm, báo cáo Bộ trong 10 ngày làm việc.', 'Điều 3. Quyết định này có hiệu lực kể từ ngày ký.'], [['các đơn vị có tên trong danh sách kèm theo']]),
        ('ministry', ['Điều 2. Tổ chức thực hiện', '1. Ba đơn vị xếp loại trung bình phải giải trình với Bộ trưởng trước ngày 20/4/2025.', '2. Vụ Pháp chế dùng kết quả làm căn cứ xét thi đua; nghiên cứu bổ sung tiêu chí, trình Bộ trong quý III/2025.'], [['ba đơn vị xếp loại trung bình'], ['Vụ Pháp chế']]),
        ('hospital', ['II. VIỆC CẦN LÀM', '1. Khoa Cấp cứu: xếp lại khu chờ, niêm yết sơ đồ trước ngày 30/4/2025.', '2. Phòng Tài chính - Kế toán: thu viện phí qua mã QR.', '3. Tổ Công nghệ thông tin: nối máy xét nghiệm với phần mềm.'], [['Khoa Cấp cứu'], ['Phòng Tài chính - Kế toán'], ['Tổ Công nghệ thông tin']]),
        ('hospital', ['II. NHIỆM VỤ', '- Phòng Điều dưỡng dán bảng chỉ dẫn ở các tầng trước ngày 15/5/2025.', '- Công đoàn, Đoàn Thanh niên phát động thi đua giữ thái độ phục vụ.'], [['Phòng Điều dưỡng'], ['Công đoàn', 'Đoàn Thanh niên']]),
        ('hospital', ['III. TỔ CHỨC THỰC HIỆN', 'Giám đốc giao Khoa Dược theo dõi tồn kho. Phòng Kế hoạch tổng hợp họp giao ban mỗi tuần với các khoa.'], [['Khoa Dược'], ['Phòng Kế hoạch tổng hợp']]),
        ('hospital', ['II. NHIỆM VỤ', '1. Nhân viên mới học lớp giao tiếp trong tháng 4/2025; Phòng Tổ chức cán bộ chịu trách nhiệm.'], [['Phòng Tổ chức cán bộ']]),
        ('hospital', ['II. NHIỆM VỤ', '1. Lắp thêm ghế chờ ở khu khám. Khoa Khám bệnh chủ trì.'], [['Khoa Khám bệnh']]),
        ('hospital', ['II. NHIỆM VỤ', '1. Việc sao lưu dữ liệu do Tổ Công nghệ thông tin thực hiện hằng tuần.'], [['Tổ Công nghệ thông tin']]),
        ('company', ['II. NHIỆM VỤ', '1. Phòng Kinh doanh: rút thời gian cấp điện còn 3 ngày.', '2. Đội Quản lý điện Than Uyên kiểm tra công tơ xong trước ngày 30/6/2025.', '3. Xí nghiệp Dịch vụ thay 200 công tơ trong quý II/2025.'], [['Phòng Kinh doanh'], ['Đội Quản lý điện Than Uyên'], ['Xí nghiệp Dịch vụ']]),
        ('company', ['III. TỔ CHỨC THỰC HIỆN', 'Ban Giám đốc giao Phòng Tổ chức - Hành chính đôn đốc các phòng, đội.'], [['Phòng Tổ chức - Hành chính']]),
        ('notice', ['I. NHIỆM VỤ', '1. Văn phòng UBND tỉnh chủ trì, cùng với Sở Tài chính, Công an tỉnh chuẩn bị nội dung làm việc.'], [['Văn phòng Ủy ban nhân dân tỉnh Quảng Ngãi']]),
        ('notice', ['I. NHIỆM VỤ', '1. Sở Nội vụ chủ trì, cùng Sở Tư pháp rà soát quy chế. Thời hạn xong trước ngày 30/6/2025.'], [['Sở Nội vụ']]),
        ('notice', ['I. NHIỆM VỤ', '1. Giao Sở Y tế trong vòng 20 ngày giải quyết xong hồ sơ tồn.'], [['Sở Y tế']]),
        ('notice', ['I. NHIỆM VỤ', '1. Văn phòng UBND tỉnh đôn đốc các ngành, báo cáo hằng tuần.'], [['Văn phòng Ủy ban nhân dân tỉnh Quảng Ngãi']]),
        ('department report', ['II. KIẾN NGHỊ', '1. Với UBND tỉnh: sớm ban hành quy chế phối hợp.', '2. Với các huyện: hoàn thành khảo sát trước ngày 30/6/2025.', '3. Về phía Sở Tài chính: bố trí kinh phí nâng cấp phần mềm.'], [['Ủy ban nhân dân tỉnh Cao Bằng'], ['các huyện'], ['Sở Tài chính']]),
        ('department report', ['II. KIẾN NGHỊ', '- Đối với Bộ Nội vụ: hàng năm tổ chức tập huấn cho địa phương.', '- UBND tỉnh xem xét, bổ sung biên chế.'], [['Bộ Nội vụ'], ['Ủy ban nhân dân tỉnh Cao Bằng']]),
        ('department report', ['II. KIẾN NGHỊ', '4. Về phần mình, Sở Nội vụ sẽ tổ chức hai lớp tập huấn trong quý III/2025.'], [['Sở Nội vụ']]),
        ('department report', ['II. PHƯƠNG HƯỚNG', '1. Văn phòng Sở hoàn thiện phần mềm trong tháng 9/2025. Phòng Cải cách hành chính theo dõi.'], [['Văn phòng Sở Nội vụ'], ['Phòng Cải cách hành chính']]),
        ('party directive', ['1- Đảng đoàn Hội đồng nhân dân tỉnh lãnh đạo tăng cường giám sát.', '2- Mặt trận Tổ quốc và các đoàn thể tỉnh vận động hội viên hưởng ứng.', '3- Các cấp ủy trực thuộc chọn hai việc đột phá trước ngày 30-6-2025.'], [['Đảng đoàn Hội đồng nhân dân tỉnh Điện Biên'], ['Mặt trận Tổ quốc Việt Nam tỉnh Điện Biên', 'các đoàn thể tỉnh Điện Biên'], ['các cấp ủy trực thuộc']]),
        ('party directive', ['1- Các huyện ủy, thị ủy, thành ủy quán triệt Chỉ thị này đến chi bộ. Mỗi chi bộ đăng ký một việc làm theo.'], [['các huyện ủy, thị ủy, thành ủy'], ['mỗi chi bộ']]),
        ('school', ['II. VIỆC LÀM CỤ THỂ', '1. Tổ Văn phòng: nhập học bạ số cho khối 10 trước ngày 30/9/2025.', '2. Giáo viên chủ nhiệm phổ biến cách nộp hồ sơ trực tuyến tới phụ huynh.'], [['Tổ Văn phòng'], ['giáo viên chủ nhiệm']]),
        ('school', ['III. TỔ CHỨC THỰC HIỆN', '1. Các tổ chuyên môn nộp kế hoạch cho Phó Hiệu trưởng trước ngày 10/9/2025.', '2. Đoàn Thanh niên phụ trách đội tình nguyện hướng dẫn phụ huynh.'], [['các tổ chuyên môn'], ['Đoàn Thanh niên']]),
        ('dispatch', ['1. Các cơ quan tự chấm điểm trên phần mềm xong trước ngày 05/12/2025.', '2. Đơn vị nào nộp muộn phải giải trình bằng văn bản.', '3. UBND các huyện, thành phố tổng hợp điểm của cấp xã, gửi về Sở Nội vụ trước ngày 10/12/2025.'], [['các cơ quan'], ['đơn vị nào'], ['Ủy ban nhân dân các huyện, thành phố']]),
        ('party programme', ['II. NHIỆM VỤ VÀ GIẢI PHÁP', '1. Ủy ban Kiểm tra Thành ủy đưa nội dung cải cách hành chính vào kế hoạch giám sát năm 2025.', '2. Các chi bộ, đảng bộ cơ sở đăng ký một khâu đột phá trước ngày 30-6-2025.', '3. Giao Ban Tuyên giáo và Dân vận Thành ủy định hướng tuyên truyền.'], [['Ủy ban Kiểm tra Thành ủy Đà Lạt'], ['các chi bộ, đảng bộ cơ sở'], ['Ban Tuyên giáo và Dân vận Thành ủy Đà Lạt']]),
        ('party conclusion', ['1. Ban Thường vụ ghi nhận kết quả đạt được trong quý I.', '2. Ủy ban nhân dân huyện chỉ đạo các phòng rút ngắn thời gian giải quyết thủ tục đất đai.', '3. Các đồng chí huyện ủy viên phụ trách xã kiểm tra việc tiếp công dân mỗi tháng một lần.'], [['Ủy ban nhân dân huyện Mộc Châu'], ['các đồng chí huyện ủy viên']]),
        ('district notice', ['1. Phòng Tài chính - Kế hoạch cân đối kinh phí mua máy quét, hoàn thành trong tháng 4/2025.', '2. Văn phòng HĐND và UBND huyện cùng Phòng Nội vụ theo dõi, nhắc việc hằng tuần.', '3. Công tác chuẩn bị hội nghị do Phòng Văn hóa và Thông tin đảm nhiệm.', '4. Ba xã chưa có máy quét phải bố trí kinh phí trong tháng 5/2025.'], [['Phòng Tài chính - Kế hoạch'], ['Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Ba Vì', 'Phòng Nội vụ'], ['Phòng Văn hóa và Thông tin'], ['ba xã chưa có máy quét']]),
        ('commune report', ['III. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ II', '1. Trung tâm Phục vụ hành chính công trực thêm sáng thứ Bảy.', '2. Vận động người dân nộp hồ sơ qua mạng.'], [['Trung tâm Phục vụ hành chính công'], ['Ủy ban nhân dân xã Hưng Lộc']]),
        ('commune report', ['IV. ĐỀ XUẤT, KIẾN NGHỊ', '1. Đối với UBND tỉnh: cấp thêm 02 máy quét.', '2. Sở Khoa học và Công nghệ sửa lỗi đồng bộ trước ngày 30/6/2025.', '3. Kính đề nghị Công an tỉnh chia sẻ dữ liệu dân cư.', '4. Hệ thống của Bộ Công an thường xuyên quá tải.'], [['Ủy ban nhân dân tỉnh'], ['Sở Khoa học và Công nghệ'], ['Công an tỉnh']]),
        ('decision', ['Điều 2. Trách nhiệm thi hành', '1. Sở Nội vụ hướng dẫn, thẩm định kết quả tự chấm của các đơn vị, hoàn thành trước ngày 31/01 hằng năm.', '2. Sở Tài chính bố trí kinh phí điều tra.', '3. Các sở, ban, ngành; UBND các huyện, thị xã, thành phố tự chấm điểm theo quy định.'], [['Sở Nội vụ'], ['Sở Tài chính'], ['các sở, ban, ngành', 'Ủy ban nhân dân các huyện, thị xã, thành phố']]),
        ('decision', ['Điều 2. Giám đốc Sở Nội vụ có trách nhiệm theo dõi, đôn đốc việc thực hiện.', 'Điều 3. Chánh Văn phòng UBND tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này.'], [['Sở Nội vụ']]),
        ('province', ['IV. KINH PHÍ THỰC HIỆN', '1. Kinh phí bố trí trong dự toán chi thường xuyên hằng năm.', '2. Các đơn vị lập dự toán gửi Sở Tài chính trước ngày 15/8/2025.'], [['các đơn vị']]),
        ('province', ['IV. KINH PHÍ THỰC HIỆN', 'Sở Tài chính tham mưu UBND tỉnh bố trí kinh phí thực hiện Kế hoạch.'], [['Sở Tài chính']]),
        ('province', ['II. NỘI DUNG', '1. Nâng cấp trang thông tin điện tử (Sở Khoa học và Công nghệ chủ trì, phối hợp với Văn phòng UBND tỉnh).', '2. Tập huấn cho công chức một cửa - Sở Nội vụ thực hiện.', '3. Khảo sát hài lòng tại 20 xã; Bưu điện tỉnh đảm nhiệm.'], [['Sở Khoa học và Công nghệ'], ['Sở Nội vụ'], ['Bưu điện tỉnh Quảng Ngãi']]),
        ('province', ['A. CẢI CÁCH THỂ CHẾ', '1. Rà soát quy định về đất đai trong quý II/2025.', '2. Sở Tư pháp thẩm định văn bản trước khi trình.'], [['Ủy ban nhân dân tỉnh Quảng Ngãi'], ['Sở Tư pháp']]),
        ('hospital', ['III. PHÂN CÔNG', '1. Ban Giám đốc chỉ đạo chung.', '2. Các khoa lâm sàng ghi bệnh án điện tử ngay trong ca trực.', '3. Phòng Vật tư thiết bị y tế: bảo dưỡng máy in mã vạch hằng quý.', '4. Trưởng các khoa, phòng chịu trách nhiệm trước Giám đốc về kết quả của đơn vị mình.'], [['Ban Giám đốc'], ['các khoa lâm sàng'], ['Phòng Vật tư thiết bị y tế'], ['các khoa, phòng']]),
        ('company', ['III. PHÂN CÔNG', '- Phòng Kỹ thuật an toàn lập phương án cắt điện, thông báo trước 5 ngày.', '- Các Điện lực trực thuộc cử người trực tổng đài 24/24.', '- Trung tâm Chăm sóc khách hàng, Phòng Công nghệ thông tin kiểm thử ứng dụng trước ngày 20/5/2025.'], [['Phòng Kỹ thuật an toàn'], ['các Điện lực trực thuộc'], ['Trung tâm Chăm sóc khách hàng', 'Phòng Công nghệ thông tin']]),
        ('notice', ['II. KẾT LUẬN', '1. Thống nhất với báo cáo của Sở Nội vụ. Sở Nội vụ tiếp thu ý kiến, hoàn chỉnh trước ngày 20/4/2025.', '2. Các huyện, thị xã, thành phố: khẩn trương trả nợ hồ sơ quá hạn.', '3. Hội nghị do Sở Nội vụ tổ chức ngày 10/3 đã đạt yêu cầu.'], [['Sở Nội vụ'], ['các huyện, thị xã, thành phố']]),
    ],
)  # fmt: skip
def test_owners(paper: str, lines: list[str], owners: list[list[str]]) -> None:
    assert [[owner.name for owner in one.lead] for one in found(paper, lines)] == owners


@pytest.mark.parametrize(
    ("paper", "lines"),
    [
        ('commune', ['IV. KINH PHÍ', 'Kinh phí thực hiện do ngân sách xã bảo đảm.']),
        ('commune', ['IV. KINH PHÍ', 'Nguồn kinh phí năm 2025 là 40 triệu đồng, do Phòng Kinh tế quản lý.']),
        ('department report', ['II. NGUYÊN NHÂN', 'Một là, giải ngân vốn mới đạt 71% kế hoạch năm. Hai là, hướng dẫn của cấp trên ban hành chậm.']),
        ('department report', ['II. NGUYÊN NHÂN', 'Thứ nhất, kiểm tra công vụ chưa thường xuyên. Thứ hai, 3 sở gửi báo cáo muộn.']),
        ('department report', ['II. HẠN CHẾ', '- Các huyện gửi báo cáo chậm so với hạn ngày 15 hằng tháng.', '- Sở Xây dựng chậm xử lý 12 hồ sơ.']),
        ('department report', ['II. KẾT QUẢ KHÁC', '1. Sở Y tế triển khai khám chữa bệnh từ xa tại 12 huyện.', '2. Các đơn vị gửi báo cáo trước ngày 15 hằng tháng đầy đủ.', '3. Với UBND các huyện, tỷ lệ đúng hạn đạt 98%.']),
        ('notice', ['I. ĐÁNH GIÁ', '1. Các sở, ngành đã gửi báo cáo trước ngày 15 hằng tháng.', '2. Hai đơn vị xếp loại tốt là Sở Nội vụ, Sở Tư pháp.']),
        ('province', ['I. MỤC TIÊU', '1. Các xã hoàn thành số hóa 100% hồ sơ.', '2. 100% sở, ngành dùng chữ ký số.']),
        ('commune report', ['II. HẠN CHẾ, NGUYÊN NHÂN', '1. Một số công chức chưa cập nhật hồ sơ trước ngày 05 hằng tháng.', '2. Phòng Kinh tế phải xử lý 300 hồ sơ mỗi tháng trong khi chỉ có 02 biên chế.', '3. Hai thôn phải lùi lịch khảo sát do mưa lũ.']),
        ('hospital', ['I. THỰC TRẠNG', '1. Khoa Khám bệnh tiếp nhận 900 lượt mỗi ngày.', '2. Phòng Điều dưỡng hướng dẫn người bệnh tại 3 điểm.', '3. Thời gian chờ do Phòng Kế hoạch tổng hợp theo dõi là 95 phút.']),
        ("commune", ["II. ĐẶC ĐIỂM TÌNH HÌNH", "1. Xã có 12 thôn, 8.400 dân.", "2. Phòng Kinh tế quản lý 3 chợ."]),
        ("ministry", ["Điều 2. Vị trí, chức năng", "1. Vụ Pháp chế thực hiện chức năng quản lý nhà nước bằng pháp luật."]),
        ("ministry", ["Điều 2. Nhiệm vụ và quyền hạn", "1. Trình Bộ trưởng ban hành kế hoạch dài hạn."]),
        ("province", ["I. CĂN CỨ XÂY DỰNG KẾ HOẠCH", "1. Sở Nội vụ có chức năng tham mưu về cải cách hành chính."]),
        ("department report", ["II. KẾT QUẢ", "1. Sở Tư pháp chủ trì, cùng với Sở Nội vụ tổ chức 02 hội thảo.", "2. Việc trả kết quả do Bưu điện tỉnh thực hiện từ tháng 3."]),
        ("hospital", ["I. KẾT QUẢ NĂM 2024", "1. Khoa Dược phải mua bù thuốc 3 lần."]),
        ("dispatch", ["1. Qua theo dõi, 07 đơn vị chưa gửi kết quả."]),
        ("notice", ["I. TÌNH HÌNH", "1. Các huyện gửi báo cáo đúng hạn, riêng huyện Ba Tơ chậm 5 ngày."]),
    ],
)  # fmt: skip
def test_reports_and_descriptions_are_no_tasks(paper: str, lines: list[str]) -> None:
    assert found(paper, lines) == ()


def test_chu_tri_cung_voi_names_helpers() -> None:
    (one,) = found("notice", ["1. Sở Y tế chủ trì, cùng với Sở Tài chính, Công an tỉnh chuẩn bị hồ sơ thầu."])
    assert [o.name for o in one.coordinate] == ["Sở Tài chính", "Công an tỉnh Quảng Ngãi"]
    assert one.action == "chuẩn bị hồ sơ thầu"


def test_an_office_that_writes_down_a_conclusion_only_tells_it() -> None:
    ending = "Văn phòng UBND tỉnh thông báo kết luận của Chủ tịch UBND tỉnh đến các sở, ngành."
    (one,) = found("notice", ["1. Văn phòng UBND tỉnh bố trí phòng họp.", ending])
    assert one.action == "bố trí phòng họp"


def test_the_owner_behind_the_task_leaves_the_task_whole() -> None:
    (one,) = found(
        "hospital", ["II. NHIỆM VỤ", "1. Thay biển chỉ dẫn trước ngày 30/6/2025; Khoa Dược phụ trách."]
    )
    assert (one.action, one.due) == (
        "Thay biển chỉ dẫn trước ngày 30/6/2025; Khoa Dược phụ trách",
        "2025-06-30",
    )


def test_posts_without_a_body_are_of_the_body_above() -> None:
    lines = [
        "1. Các sở, ngành:",
        "a) Thủ trưởng cơ quan chịu trách nhiệm về tiến độ.",
        "b) Công khai số điện thoại.",
    ]
    assert [[o.name for o in one.lead] for one in found("notice", lines)] == [["các sở, ban, ngành"]] * 2


def test_a_promise_of_who_asks_is_a_plan() -> None:
    (one,) = found(
        "department report", ["II. KIẾN NGHỊ", "1. Về phần mình, Sở Nội vụ sẽ mở hai lớp tập huấn."]
    )
    assert one.modality == "plan"


def test_notes_under_a_table_are_no_tasks() -> None:
    lines = ["II. UBND CẤP XÃ", "Ghi chú:", "- Điểm tối đa là 100 điểm.", "- Bảng xếp theo thứ tự giảm dần."]
    assert found("decision", lines) == ()

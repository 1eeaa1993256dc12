"""What each key of the plan means, in the words of who writes a plan: for the schema that editors read, and the handbook."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .standard import APPRAISALS, CLAIMS, NOMINATIONS, REPORTED

# Model → key → meaning. After a change: python -m toolkit.plan > data/ke_hoach.schema.json and python .ci/keys.py
KEYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Plan": {
            "movement": "phong trào: tên, cơ quan, thời gian, căn cứ, nơi nhận",
            "targets": "các chỉ tiêu đo được bằng số liệu",
            "contents": "các nội dung thi đua, chấm bằng thẩm định",
            "actions": "các biện pháp tổ chức, chấm bằng thẩm định",
            "sections": "các phần nhiều cấp (lĩnh vực, tiêu chí, tiêu chí thành phần) với điểm cộng dồn từng cấp; có `sections` thì có thể không có `targets`; xem [Phần, cấp, điều kiện](#phần-cấp-điều-kiện)",
            "scoring": "cách chấm điểm, xếp hạng, xếp loại",
            "awards": "các hình thức khen thưởng và điều kiện",
            "holidays": "các ngày nghỉ (ngoài thứ Bảy, Chủ nhật), cho `within_working_days`: `[2025-01-01, 2025-09-02]`",
            "workdays": "thứ Bảy, Chủ nhật làm bù",
            "periods": "các kỳ tự đặt tên: `{id: 2025-NH, name: Năm học 2025 – 2026, from: 2025-09-01, to: 2026-05-31}`",
            "words": "báo cáo, biểu mẫu, bảng gọi phong trào, đơn vị, chỉ tiêu… bằng từ nào; xem [Tên gọi, thể thức, dàn bài](#tên-gọi-thể-thức-dàn-bài)",
            "form": "thể thức: `nd30` (văn bản hành chính, có quốc hiệu, tiêu ngữ), `plain` (không có quốc hiệu, cho tổ chức không phải cơ quan nhà nước)",
            "report": "dàn bài của báo cáo; xem [Tên gọi, thể thức, dàn bài](#tên-gọi-thể-thức-dàn-bài)",
            "sources": "tên cột (`aliases`) và từ (`values`) khác mà tệp của từng nguồn dùng, cột mà kế hoạch thêm; xem [dưới đây](#tên-cột-từ-khác-trong-tệp)",
        },
        "Words": {
            "movement": "từ thay cho “phong trào”, ví dụ `Hội thi`; viết như khi ở giữa câu",
            "unit": "từ thay cho “đơn vị”",
            "agency": "từ thay cho “cơ quan”",
            "head": "từ thay cho “Thủ trưởng cơ quan”",
            "target": "từ thay cho “chỉ tiêu”",
            "content": "từ thay cho “nội dung” thi đua",
            "action": "từ thay cho “biện pháp”",
            "criterion": "từ thay cho “tiêu chí”, mục chấm bằng thẩm định của một phần; không ghi thì như `content`, nếu có ghi",
            "interim": "từ thay cho “sơ kết”, cả trong tên báo cáo",
            "final": "từ thay cho “tổng kết”",
            "office": "từ thay cho “Văn phòng”, nơi tổng hợp",
            "council": "từ thay cho “Hội đồng Thi đua - Khen thưởng”",
        },
        "Outline": {
            "interim": "các phần của báo cáo sơ kết, theo thứ tự; không ghi: dàn bài có sẵn",
            "final": "các phần của báo cáo tổng kết, theo thứ tự; không ghi: dàn bài có sẵn",
        },
        "Part": {
            "part": "một phần có sẵn; từ `all_figures` trở đi là các phụ lục",
            "text": "lời văn dưới đề mục này của `nhan_xet`; mỗi mục ghi `part` hoặc `text`",
            "title": "tiêu đề của phần; không ghi: tiêu đề có sẵn, hoặc chính đề mục",
        },
        "NamedPeriod": {
            "id": "mã của kỳ: tên thư mục, tên của `thidua evaluate`",
            "name": "tên của kỳ trong báo cáo",
            "from": "ngày đầu",
            "to": "ngày cuối",
        },
        "Movement": {
            "id": "mã của phong trào",
            "name": "tên phong trào, như trong văn bản",
            "agency": "cơ quan tổ chức phong trào; cơ quan được đổi tên, hợp nhất thì ghi một danh sách theo ngày, cùng một `id`: văn bản lấy cơ quan đang có vào ngày cuối kỳ và ghi chú tên cũ",
            "start": "ngày bắt đầu",
            "end": "ngày kết thúc",
            "interim": "các giai đoạn được sơ kết, ví dụ `[2022..2023]`",
            "final": "giai đoạn được tổng kết, ví dụ `2022..2025`",
            "verdict": "kết luận của một giai đoạn theo năm cuối (`final_year`) hay theo số gộp mọi năm (`pooled`); cách kia được đặt cạnh",
            "legal_basis": "các căn cứ pháp luật",
            "recipients": "nơi nhận, ở cuối báo cáo",
            "signer": "người ký báo cáo",
            "base_salary": "mức lương cơ sở theo ngày, để tính tiền thưởng của `money`",
            "note": "lời ghi chung, được in ra trong báo cáo",
        },
        "Agency": {
            "from": "ngày bắt đầu mang tên này; chỉ ghi khi `agency` là danh sách",
            "id": "mã của cơ quan trong các bảng; không trùng mã đơn vị nào",
            "name": "tên cơ quan",
            "parent": "tên cơ quan cấp trên, ở đầu văn bản",
            "place": "địa danh trước ngày, tháng",
            "code": "chữ viết tắt trong số, ký hiệu văn bản",
        },
        "LegalBasis": {
            "text": "tên văn bản, như được nêu ở phần căn cứ",
            "from": "ngày bắt đầu có hiệu lực",
            "to": "ngày cuối cùng còn hiệu lực; bỏ trống là vẫn còn",
            "carried_out": "`true`: kế hoạch mà phong trào thực hiện; báo cáo mở đầu bằng “Thực hiện …”, các căn cứ khác nằm ở phụ lục",
        },
        "Signer": {
            "title": 'chức vụ viết hoa, kèm TM., KT., TL. nếu có; ký thay thì hai dòng: `"KT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC"`',
            "name": "họ tên; để trống thì điền khi trình ký",
        },
        "Section": {
            "id": "mã của phần, trong `items.csv`",
            "name": "tên phần",
            "points": "điểm của cả phần: phần các mục của nó đạt được trên điểm tối đa của chúng, nhân với điểm này; bỏ trống: cộng điểm các mục",
            "at_least": "mức thấp nhất phải đạt, ví dụ `50%` điểm của phần; thấp hơn thì theo `else`; không mục nào có số thì là chưa đạt",
            "else": "thấp hơn `at_least` thì sao",
            "items": "các mục: có `items` là một phần cấp dưới; có `source`, `measure` hay `goal` là chỉ tiêu (các khóa của `targets`); còn lại là mục thẩm định (các khóa của `contents`)",
            "note": "lời giải thích",
        },
        "Else": {
            "band_at_most": "xếp loại cao nhất còn được",
            "points": "`0`: cả phần không có điểm",
        },
        "Item": {
            "id": f"mã của nội dung, biện pháp, mục, dùng trong `{CLAIMS}`, `{APPRAISALS}`",
            "name": "tên nội dung, biện pháp, mục",
            "short": "tên ngắn dùng trong câu, trong hình; không ghi thì lấy phần đầu của tên; hai mục không được trùng",
            "points": "điểm tối đa; phải ghi, trừ khi `rule: deduct`",
            "rule": "điểm thẩm định được phép: mọi số đến `points` (`linear`), không hoặc tất cả (`threshold`; `pass_fail` cũng nhận chữ Đạt, Không đạt), một trong `steps` (`steps`), điểm trừ từ −`at_most` đến 0 (`deduct`)",
            "steps": "các mức điểm được phép, khi `rule: steps`",
            "at_most": "điểm trừ nhiều nhất, khi `rule: deduct`",
            "bonus": "`true`: điểm thưởng, ngoài điểm tối đa; trần chung là `scoring.bonus_cap`",
            "counts": "điểm được tính: của người thẩm định (`appraised`), hay tự chấm (`self`)",
            "requires": "`evidence`: không có minh chứng thì 0 điểm",
            "from": "năm đầu tiên mục được chấm, ví dụ `2025`: các năm trước là “không giao”, không tính vào điểm tối đa",
            "note": "lời giải thích: lấy từ đâu, giả định gì",
        },
        "Target": {
            "id": "mã của chỉ tiêu",
            "name": "tên chỉ tiêu",
            "short": "tên ngắn dùng trong câu, trong hình, ví dụ `dữ liệu mở`; không ghi thì lấy phần đầu của tên; hai mục không được trùng",
            "of": "mã chung, khi nhiều mức đo thuộc một chỉ tiêu của kế hoạch",
            "goal": 'mức giao: một mức, hoặc theo năm `{2022: 50%, 2025: 80%}` (năm không ghi lấy mức của năm gần nhất trước đó, trước năm đầu tiên là *không giao*; một kỳ của năm có thể có mức riêng, `2025-Q3: 40%`), theo một cột của danh mục đơn vị `{by: Vùng, Miền núi: 45, else: 60}`, hoặc so với năm trước `{change: "+10%", from: previous_year}`',
            "reference": "số để so, ví dụ của tỉnh: `{2024: 71%, source: Báo cáo 12/BC-UBND ngày 05/01/2025}`; chỉ so với kết quả của đúng năm, đúng kỳ ấy, không ảnh hưởng điểm; `source` phải ghi",
            "source": f"nguồn số liệu được đếm; `{REPORTED}`: tử số, mẫu số do đơn vị báo cáo; `ratio`, `formula` không có",
            "measure": "cách đo, xem [Cách đo](#cách-đo): `share` (tỷ lệ), `count` (số dòng), `{sum: cột}`, `{mean: cột}`, `{mean_days: [ngày đầu, ngày cuối]}`, `{median: cột}`, `{distinct: cột}`, `{ratio: {of: …, to: …}}`, `{formula: …}`",
            "weight": "cột số mà tỷ lệ được tính theo, thay cho số dòng",
            "at_least_rows": "số dòng ít nhất; ít hơn thì không tính được (các dòng vẫn vào số của cơ quan)",
            "counts": "`survey`: số lấy từ khảo sát, báo cáo nêu rõ; `appraised`: số của hệ thống hoặc của đơn vị",
            "unit_of_measure": "đơn vị tính, ví dụ `tỷ đồng`, viết sau kết quả và mức giao",
            "fallback": f"`{REPORTED}`: đơn vị nào hệ thống chưa có tệp thì lấy số đơn vị báo cáo, nơi nào cũng ghi là theo báo cáo của đơn vị",
            "population": "điều kiện để một dòng được tính vào mẫu số; bỏ trống là mọi dòng của kỳ",
            "date": "cột ngày xếp một dòng vào kỳ, thay cho cột ngày của nguồn",
            "success": "điều kiện để một dòng của mẫu số được tính vào tử số",
            "causes": "lời ngắn cho trường hợp không đáp ứng từng điều kiện của `success`, ví dụ `{channel: không nộp trực tuyến}`; không ghi thì báo cáo dùng tên cột",
            "nature": "con số phát sinh trong kỳ (`flow`) hay trạng thái cuối kỳ (`stock`); không ghi thì theo nguồn",
            "floor": "mức khởi điểm: ở mức này mức đạt bằng 0; mức giao thấp hơn mức khởi điểm nghĩa là càng thấp càng tốt",
            "better": "`lower`: càng thấp càng tốt, `higher`: càng cao càng tốt; không ghi thì theo `floor` và mức giao. Càng thấp càng tốt mà không có `floor` thì chỉ có đạt hay không đạt",
            "normalise": "mức đạt so với mức giao (`goal`), hoặc so với các đơn vị khác của kỳ: `min_max` (thấp nhất là 0, cao nhất là 1), `max` (chia cho giá trị cao nhất); hai cách sau không cần `goal`",
            "units": "`all`: giao cho mọi đơn vị; hoặc danh sách mã đơn vị được giao",
            "points": "điểm tối đa; phải ghi, trừ khi `rule: deduct`",
            "rule": "điểm theo tỷ lệ của mức đạt (`linear`), tất cả khi đạt mức giao (`threshold`, `pass_fail`), theo `steps` (`steps`), theo đường gấp khúc (`curve`), trừ điểm (`deduct`)",
            "steps": "các mức của kết quả và điểm của mỗi mức, khi `rule: steps`; kết quả ở nhiều mức thì lấy điểm cao nhất",
            "curve": "các điểm [kết quả, điểm] theo thứ tự tăng dần, khi `rule: curve`: giữa hai điểm là đường thẳng, ngoài hai đầu là điểm của đầu đó",
            "each": "điểm trừ cho mỗi đơn vị của kết quả, khi `rule: deduct`",
            "at_most": "điểm trừ nhiều nhất, khi `rule: deduct`; bỏ trống: không giới hạn",
            "bonus": "`true`: điểm thưởng, ngoài điểm tối đa",
            "note": "lời giải thích, được in ra trong báo cáo",
        },
        "Step": {
            "from": "mép dưới, kể cả mép",
            "above": "mép dưới, không kể mép",
            "to": "mép trên, kể cả mép",
            "below": "mép trên, không kể mép",
            "points": "điểm khi kết quả ở giữa các mép",
        },
        "Scoring": {
            "cap": "trần của mức đạt; `100%`: vượt chỉ tiêu không được thêm điểm",
            "missing": "mục chưa có số liệu: 0 điểm (`zero`), hay bỏ khỏi điểm tối đa (`exclude`)",
            "decimals": "số chữ số thập phân của tổng điểm, làm tròn một lần, nửa lên",
            "bonus_cap": "điểm thưởng nhiều nhất, mọi mục `bonus` cộng lại",
            "bands": "các mức xếp loại; mức nào có `requires` thì xét lần lượt, lấy mức đầu tiên thỏa mãn",
            "tie_breaks": "mã các mục xét tiếp khi bằng điểm; để trống: bằng điểm thì đồng hạng",
            "groups": "xếp hạng riêng từng khối: `kind` (cột Loại của `don_vi.csv`), hoặc tên một cột khác của danh mục, ví dụ `Cụm`; bỏ trống: xếp chung",
            "robustness": "cách thử độ vững của thứ hạng",
            "note": "lời giải thích, được in ra trong báo cáo",
        },
        "Band": {
            "name": "tên mức xếp loại",
            "from": "điểm thấp nhất của mức, kể cả điểm đó",
            "requires": "điều kiện khác của mức, cạnh `from` hoặc thay cho `from`",
        },
        "Requires": {
            "met": "số mục phải đạt: `all` (mọi mục), một số, hoặc danh sách mã mục; chỉ tiêu đạt theo mức giao, mục thẩm định đạt khi đủ điểm; không giao, không phát sinh không bao giờ là đạt",
            "section": "phần điểm phải đạt của từng phần, ví dụ `{LV1: 50%}`",
        },
        "Robustness": {
            "draws": "số bộ trọng số ngẫu nhiên",
            "concentration": "càng lớn thì trọng số càng gần điểm của kế hoạch",
            "seed": "số khởi đầu, để lần nào cũng ra cùng kết quả",
        },
        "Award": {
            "id": f"mã hình thức khen, dùng trong `{NOMINATIONS}`",
            "name": "tên hình thức khen",
            "kind": "khen tập thể (`collective`) hay cá nhân (`individual`); hoặc ghi `subjects`",
            "subjects": "thay cho `kind`: `[unit]` (đơn vị), `[staff]` (cán bộ), `[other]` (hộ dân, doanh nghiệp…; mỗi dòng của `source` là một đối tượng, xếp theo điểm của đơn vị ở dòng đó)",
            "source": "nguồn tự khai của các đối tượng, khi `subjects: [other]`",
            "by": "`rank`: giải theo thứ hạng (nhất, nhì, ba), không cần đề nghị, không có phiếu",
            "not_with": "mã các hình thức khen: ai đã được một hình thức ở đó thì không xét hình thức này",
            "min_score": "tổng điểm thấp nhất của đơn vị; bỏ trống là không xét điểm",
            "quota": "số suất, hoặc tỷ lệ như `10%` của số tập thể, số cán bộ, làm tròn xuống; bỏ trống là không giới hạn",
            "vote": "tỷ lệ phiếu tối thiểu trên tổng số thành viên; bỏ trống là nêu kết quả, không dùng làm điều kiện",
            "priority": "thứ tự ưu tiên khi bằng nhau: người trực tiếp làm việc (`direct`), nữ (`female`)",
            "requires": 'điều kiện ngoài điểm, phải đáp ứng mọi điều kiện. Của cá nhân: cột có/không của danh sách cán bộ (`{trained_basic: true}`), số năm công tác đủ vào cuối kỳ (`{years_on_strength: ">= 1"}`); của đơn vị (đơn vị của cá nhân): `{unit_rank: "<= 5"}`, `{unit_score: ">= 80"}`, mục đạt hay không (`{item: CT4, met: true}`). Chưa rõ thì Hội đồng quyết định',
            "order": "cá nhân xếp theo gì, lần lượt: `vote` (tỷ lệ phiếu đồng ý), `unit_score` (điểm của đơn vị), `direct` (người trực tiếp), `female` (nữ), `years_on_strength`, cột có/không của danh sách cán bộ; bỏ trống thì không ai xếp trước ai, quá số suất thì Hội đồng quyết định",
            "submitted_by": "ai trình: Văn phòng (thường trực Hội đồng), hoặc tên cơ quan ở `agency` khi cơ quan trình cấp trên (khi đó có tờ trình của cơ quan và báo cáo thành tích thay cho quyết định và giấy khen)",
            "submitted_to": "trình ai, sau “Kính gửi”",
            "decided_by": "ai quyết định: thẩm quyền ghi ở quyết định, giấy khen",
            "signer": "người ký quyết định: `{title, name}`, hoặc chỉ chức vụ; bỏ trống là người ký của phong trào",
            "money": "tiền thưởng theo lần mức lương cơ sở, có ngày hiệu lực và văn bản; ngày nào chưa có thì văn bản để trống số tiền",
            "legal_basis": "căn cứ của các điều kiện, nêu theo ngày cuối kỳ",
            "note": "lời giải thích, được in ra trong báo cáo",
        },
        "Money": {
            "text": "văn bản quy định số lần",
            "from": "ngày bắt đầu có hiệu lực",
            "to": "ngày cuối cùng còn hiệu lực; bỏ trống là vẫn còn",
            "times": "số lần mức lương cơ sở",
        },
        "BaseSalary": {
            "text": "văn bản quy định mức lương cơ sở",
            "from": "ngày bắt đầu có hiệu lực",
            "to": "ngày cuối cùng còn hiệu lực; bỏ trống là vẫn còn",
            "amount": "đồng một tháng",
        },
    }
)


def with_meanings(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema of the plan in which every key says what it means, in the place of what its model says to programmers."""
    for name, model in {**schema.get("$defs", {}), schema["title"]: schema}.items():
        model.pop("description", None)
        for key, meaning in KEYS[name].items():
            model["properties"][key]["description"] = meaning.replace("`", "")
    return schema

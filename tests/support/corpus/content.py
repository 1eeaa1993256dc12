"""What stands in the cells: dates, units, words of closed lists, numbers, ids, secrecy marks."""

from __future__ import annotations

import unicodedata

from .forms import changed, column, csv_bytes, table
from .run import Case

DAY = "Ngày ban hành"
# A row of KHTC names nobody: the agency cannot be summed, and KHTC itself only where the name is much like its own.
LIKE, UNLIKE = {"blocked": ("SO", "KHTC")}, {"blocked": ("SO",), "instead": {"KHTC": (1, 1)}}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def cases() -> list[Case]:
    """All cases of this kind."""
    return [*_dates(), *_units(), *_words(), *_ids(), *_numbers(), *_points()]


def _case(name: str, rows, *findings, blocked: tuple[str, ...] = (), **parts) -> Case:
    return Case(name, {"van_ban.csv": csv_bytes(rows)}, findings=findings, blocked=blocked, **parts)


def _dates() -> list[Case]:
    rows = table("van_ban")

    def parts(cell):
        return cell.split("/")

    forms = {
        "yyyy-mm-dd": lambda d, m, y: f"{y}-{m}-{d}",
        "yyyy/mm/dd": lambda d, m, y: f"{y}/{m}/{d}",
        "yyyy-mm-ddThh:mm:ss": lambda d, m, y: f"{y}-{m}-{d}T07:30:00",
        "yyyy-mm-ddThh:mm:ss+07:00": lambda d, m, y: f"{y}-{m}-{d}T07:30:00+07:00",
        "giờ thế giới Z": lambda d, m, y: f"{y}-{m}-{d}T07:30:00Z",
        "giờ lệch -05:00": lambda d, m, y: f"{y}-{m}-{d}T07:30:00.250-05:00",
        "yyyy-mm-dd hh:mm:ss.000": lambda d, m, y: f"{y}-{m}-{d} 07:30:00.000",
        "dd/mm/yyyy hh:mm": lambda d, m, y: f"{d}/{m}/{y} 23:59",
        "dd/mm/yyyy hh:mm:ss": lambda d, m, y: f"{d}/{m}/{y} 00:00:00",
        "dd/mm/yyyy, hh:mm": lambda d, m, y: f"{d}/{m}/{y}, 07:05",
        "d/m/yyyy": lambda d, m, y: f"{int(d)}/{int(m)}/{y}",
        "dd-mm-yyyy": lambda d, m, y: f"{d}-{m}-{y}",
        "dd.mm.yyyy": lambda d, m, y: f"{d}.{m}.{y}",
        "giờ SA": lambda d, m, y: f"{d}/{m}/{y} 7:30 SA",
        "giờ CH": lambda d, m, y: f"{d}/{m}/{y} 02:30:00 CH",
        "giờ trước, hai dòng": lambda d, m, y: f"14:05\n{d}/{m}/{y}",
        "bằng chữ": lambda d, m, y: f"ngày {d} tháng {int(m)} năm {y}",
        "14h05 ngày": lambda d, m, y: f"14h05 ngày {d}/{m}/{y}",
        "dd-MMM-yyyy": lambda d, m, y: f"{d}-{_MONTHS[int(m) - 1]}-{y}",
        "yyyymmddhhmmss": lambda d, m, y: f"{y}{m}{d}140500",
        "khoảng trắng cứng": lambda d, m, y: f"\u00a0{d}/{m}/{y} ",
        "ký tự không thấy": lambda d, m, y: f"\u200e{d}/{m}/\u200e{y}",
    }
    found = [
        _case(f"ngày {name}", column(rows, DAY, lambda cell, form=form: form(*parts(cell))))
        for name, form in forms.items()
    ]
    bad = {
        "hai chữ số năm": "27/06/24",
        "Phật lịch": "27/06/2567",
        "tháng 13 ở giữa (31/02)": "31/02/2024",
        "29/02 năm thường": "29/02/2023",
        "ngày 0": "00/06/2024",
        "dãy số Excel trong csv": "45470",
        "yyyymmdd": "20240627",
        "chữ": "hôm qua",
        "ngày trống của phần mềm": "01/01/1900",
        "năm 0204": "27/06/0204",
        "có AM": "6/7/2024 7:30 AM",
        "chỉ tháng": "06/2024",
        "ngày thế giới Z, không có giờ": "2024-06-27Z",
        "dấu gạch": "-",
    }
    found += [
        _case(f"ngày không nhận: {name}", changed(rows, {(4, DAY): cell}), ("O-01", 4, DAY), blocked=("KHTC",))
        for name, cell in bad.items()
    ]
    # 27/06 written month first; every other readable day up to the 12th is then in doubt
    doubtful = tuple(
        {row[1] for row in rows[1:] if int(row[2][:2]) <= 12 and row[2][:2] != row[2][3:5] and row[3] == "Thường"}
        | {"KHTC"}
    )
    found += [
        _case("ngày viết tháng trước", changed(rows, {(4, DAY): "06/27/2024"}), ("O-01", 4, DAY), blocked=doubtful),
        _case("cả cột viết tháng trước", column(rows, DAY, lambda c: "/".join([parts(c)[1], parts(c)[0], parts(c)[2]])), ("O-01", 0, DAY), blocked=("*",)),
        _case("ngày để trống", changed(rows, {(4, DAY): ""}), ("O-04", 4, DAY), blocked=("KHTC",)),
        _case("ngày năm 1924", [*rows, ["98/2024/VP", "VP", "27/06/1924", "", "Có", "Có"]], ("DONG-03", 0, "")),
        _case("ngày ngoài kỳ", [*rows, ["99/2023/VP", "VP", "30/12/2023", "", "Có", "Có"]], ("DONG-03", 0, "")),
    ]  # fmt: skip
    return found


def _units() -> list[Case]:
    rows = table("van_ban")
    names = {
        "VP": "Văn phòng Sở", "TTRA": "Thanh tra Sở", "KHTC": "Phòng Kế hoạch - Tài chính", "LDVL": "Phòng Lao động - Việc làm",
        "GDNN": "Phòng Giáo dục nghề nghiệp", "NCC": "Phòng Người có công", "BTXH": "Phòng Bảo trợ xã hội - Trẻ em và Bình đẳng giới",
        "PCTN": "Phòng Phòng, chống tệ nạn xã hội", "DVVL": "Trung tâm Dịch vụ việc làm", "TTBT": "Trung tâm Bảo trợ xã hội",
        "CSCN": "Cơ sở cai nghiện ma túy", "DDNCC": "Trung tâm Điều dưỡng người có công",
    }  # fmt: skip
    forms = {
        "tên đầy đủ": lambda n: n,
        "chữ hoa": str.upper,
        "NFD": lambda n: unicodedata.normalize("NFD", n),
        "khoảng trắng cứng": lambda n: n.replace(" ", "\u00a0"),
        "nhiều khoảng trắng": lambda n: "  " + n.replace(" ", "   ") + " ",
        "xuống dòng trong ô": lambda n: n.replace(" ", "\n", 1),
        "ký tự không thấy": lambda n: "\u200b".join(n),
        "dấu gạch dài": lambda n: n.replace("-", "–"),
        "gạch sát chữ": lambda n: n.replace(" - ", "-"),
        "Ð (U+00D0) thay Đ": lambda n: n.replace("Đ", "Ð").replace("đ", "ð"),
        "dấu thanh kiểu mới": lambda n: n.replace("túy", "tuý").replace("Khỏe", "Khoẻ"),
    }
    found = [
        _case(f"đơn vị: {name}", column(rows, "Mã đơn vị", lambda c, form=form: form(names[c])))
        for name, form in forms.items()
    ]
    found.append(_case("mã đơn vị chữ thường", column(rows, "Mã đơn vị", str.lower)))
    bad = {
        "không có trong danh mục": "XYZ",
        "gõ sai một chữ": "Phòng Kế hoạch - Tài chínn",
        "chữ Kirin trong mã": "KНTC",
        "chữ Hy Lạp trong mã": "ΚHTC",
        "thiếu dấu": "Phong Ke hoach - Tai chinh",
        "tên viết tắt lạ": "P. KH",
        "TCVN3 trong ô": "Phßng KÕ ho¹ch - Tµi chÝnh",
    }
    alike = ("gõ sai một chữ", "chữ Kirin trong mã", "chữ Hy Lạp trong mã", "thiếu dấu")
    found += [
        _case(f"đơn vị không nhận: {name}", changed(rows, {(4, "Mã đơn vị"): cell}), ("DV-02", 4, "Mã đơn vị"), hidden=(cell,), **(LIKE if name in alike else UNLIKE))
        for name, cell in bad.items()
    ]  # fmt: skip
    found.append(_case("đơn vị để trống", changed(rows, {(4, "Mã đơn vị"): ""}), ("O-04", 4, "Mã đơn vị"), **UNLIKE))
    return found


def _words() -> list[Case]:
    rows = table("van_ban")

    def yes(word, no):
        signed = column(rows, "Ký số", lambda c: word if c == "Có" else no)
        return column(signed, "Điện tử", lambda c: word if c == "Có" else no)

    found = [
        _case(f"có và không viết {word!r}, {no!r}", yes(word, no))
        for word, no in (("x", ""), ("X", " "), ("1", "0"), ("TRUE", "FALSE"), ("CÓ", "KHÔNG"), ("co", "khong"), ("Co\u0301", "Kho\u0302ng"), ("đúng", "sai"), ("c\u200bó", "\u200b"))
    ]  # fmt: skip
    bad = {
        "chữ Kirin": "Cо",
        "dấu tích": "✓",
        "chữ khác": "chắc là có",
        "#N/A": "#N/A",
        "2": "2",
        "dấu gạch": "-",
        "NULL": "NULL",
    }
    found += [
        _case(f"có, không không nhận: {name}", changed(rows, {(4, "Ký số"): cell}), ("O-05" if "#" in cell else "O-02", 4, "Ký số"), blocked=("KHTC",))
        for name, cell in bad.items()
    ]  # fmt: skip
    secret = changed(rows, {(4, "Độ mật"): "Khẩn"})
    found += [
        _case("độ mật để trống là Thường", column(rows, "Độ mật", lambda c: "" if c == "Thường" else c)),
        _case("độ mật chữ thường", column(rows, "Độ mật", str.lower)),
        _case("độ mật lạ từ chối cả tệp", secret, ("TEP-05", 4, "Độ mật"), blocked=("*",)),
        _case("độ mật có chữ Kirin từ chối cả tệp", changed(rows, {(4, "Độ mật"): "Мật"}), ("TEP-05", 4, "Độ mật"), blocked=("*",)),
    ]  # fmt: skip
    more = [["90/2024/VP", "VP", "01/03/2024", mark, "Không", "Không"] for mark in ("Mật", "TỐI MẬT", "Tuyệt  mật")]
    found.append(_case("dòng mật không được đếm", [*rows, *[[f"{n}{r[0]}", *r[1:]] for n, r in enumerate(more)]]))
    files = table("ho_so_tthc")
    levels = column(files, "Mức độ", lambda c: {"toàn trình": "4", "một phần": "Mức độ 3"}.get(c, c))
    found.append(Case("mức độ 4 và 3 của hệ thống cũ", {"ho_so_tthc.csv": csv_bytes(levels)}, source="ho_so_tthc"))
    bad_channel = changed(files, {(5, "Hình thức tiếp nhận"): "Qua Zalo"})
    found.append(
        Case(
            "hình thức lạ",
            {"ho_so_tthc.csv": csv_bytes(bad_channel)},
            (("O-02", 5, "Hình thức tiếp nhận"),),
            ("PCTN",),
            "ho_so_tthc",
        )
    )
    return found


def _ids() -> list[Case]:
    rows = table("van_ban")
    twice = [*rows, rows[3]]
    clash = [*rows, [*rows[3][:5], "Không"]]
    split = {"van_ban__a.csv": csv_bytes(rows[:13]), "van_ban__b.csv": csv_bytes([rows[0], *rows[12:]])}
    return [
        _case("dòng lặp lại hoàn toàn", twice, ("DONG-01", 26, "")),
        Case("dòng lặp lại ở tệp khác", split, (("DONG-01", 2, ""),)),
        _case("cùng mã, nội dung khác", clash, ("DONG-02", 4, "Số ký hiệu"), ("DONG-02", 26, "Số ký hiệu"), blocked=("KHTC",)),
        _case("mã để trống", changed(rows, {(4, "Số ký hiệu"): ""}), ("O-04", 4, "Số ký hiệu"), blocked=("KHTC",)),
        _case("mã thành 1.23E+14", changed(rows, {(4, "Số ký hiệu"): "1.23E+14"}), ("O-06", 4, "Số ký hiệu"), blocked=("KHTC",)),
        _case("mã thành 1,23E+14", changed(rows, {(4, "Số ký hiệu"): "1,23E+14"}), ("O-06", 4, "Số ký hiệu"), blocked=("KHTC",)),
        _case("hai mã cùng thành 1.23E+14", changed(rows, {(4, "Số ký hiệu"): "1.23E+14", (5, "Số ký hiệu"): "1.23E+14"}), ("O-06", 4, ""), ("O-06", 5, ""), blocked=("KHTC", "LDVL")),
    ]  # fmt: skip


def _numbers() -> list[Case]:
    rows = table("bao_cao_don_vi")  # KHTC is row 4: 24 of 24

    def case(name, content, *findings, blocked=()):
        return Case(name, {"bao_cao_don_vi.csv": csv_bytes(content)}, findings, blocked, "bao_cao_don_vi")

    bad = {
        "phần trăm": ("95,5%", "O-03"), "phần trăm nguyên": ("95%", "O-03"), "tỷ lệ 0,955": ("0,955", "SO-01"), "tỷ lệ 95.5": ("95.5", "SO-01"),
        "chữ": ("không có", "O-03"), "số và chữ": ("24 văn bản", "O-03"), "âm": ("-1", "SO-01"), "lớn hơn mẫu": ("25", "SO-01"),
        "khoa học": ("1.23E+14", "O-03"), "hai dấu": ("1.2.3", "O-03"), "ô lỗi": ("#N/A", "O-03"), "ngày": ("24/12/2024", "O-03"),
        "trong ngoặc": ("(24)", "O-03"), "công thức": ("=12+12", "O-03"),
    }  # fmt: skip
    found = [
        case(f"tử số không nhận: {name}", changed(rows, {(4, "Tử số"): cell}), (code, 4, ""), blocked=("KHTC",))
        for name, (cell, code) in bad.items()
    ]
    found += [
        case("tử số trống, mẫu số có", changed(rows, {(4, "Tử số"): ""}), ("SO-01", 4, ""), blocked=("KHTC",)),
        case("mẫu số 0, tử số khác 0", changed(rows, {(4, "Mẫu số"): "0"}), ("SO-01", 4, ""), blocked=("KHTC",)),
        case("số có khoảng trắng", column(rows, "Tử số", lambda c: f" {c}\u00a0")),
        case("số viết 24,0", column(rows, "Tử số", lambda c: f"{c},0")),
        case(
            "số toàn góc (１２)", column(rows, "Tử số", lambda c: c.translate({48 + n: 0xFF10 + n for n in range(10)}))
        ),
        case("chỉ tiêu chữ thường", column(rows, "Mã chỉ tiêu", str.lower)),
        case("dòng tổng trong báo cáo đơn vị", [*rows, ["Tổng cộng", "CT7", "285", "290", ""]], ("DONG-06", 14, "")),
        case("mã chỉ tiêu lạ", [*rows, ["VP", "CT99", "1", "2", ""]], ("DONG-04", 14, "Mã chỉ tiêu")),
    ]
    return found


def _points() -> list[Case]:
    rows = table("tham_dinh", 100)

    def case(name, content, *findings, blocked=()):
        return Case(name, {"tham_dinh.csv": csv_bytes(content)}, findings, blocked, "tham_dinh")

    dot = column(rows, "Điểm thẩm định", lambda c: c.replace(",", "."))
    return [
        case("điểm dấu phẩy", rows),
        case("điểm dấu chấm", dot),
        case("điểm bốn số lẻ", column(rows, "Điểm thẩm định", lambda c: f"{float(c.replace(',', '.')):.4f}")),
        case("điểm ba số lẻ dấu chấm", column(rows, "Điểm thẩm định", lambda c: f"{float(c.replace(',', '.')):.3f}")),
        case("điểm là phần trăm", changed(rows, {(2, "Điểm thẩm định"): "95%"}), ("O-03", 2, "Điểm thẩm định"), blocked=("VP:ND-a",)),
        case("điểm là chữ", changed(rows, {(2, "Điểm thẩm định"): "tốt"}), ("O-03", 2, "Điểm thẩm định"), blocked=("VP:ND-a",)),
        case("điểm vượt khung", changed(rows, {(2, "Điểm thẩm định"): "40"}), ("DIEM-02", 2, "Điểm thẩm định"), blocked=("VP:ND-a",)),
    ]  # fmt: skip

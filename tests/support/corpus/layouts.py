"""CSV files: encodings, delimiters, what stands above, between and under the records, headers of real systems."""

from __future__ import annotations

import csv
import unicodedata

from .forms import changed, column, csv_bytes, csv_text, table, to_cp1258, to_tcvn3, to_vni
from .run import Case


def cases() -> list[Case]:
    """All cases of this kind."""
    return [*_encodings(), *_delimiters(), *_around(), *_between(), *_headers(), *_exports(), *_broken()]


def _same(name: str, content: bytes, **parts) -> Case:
    return Case(name, {"van_ban.csv": content}, **parts)


def _left(row: int) -> tuple:
    return (("DONG-06", row, ""),)


def _refused(name: str, content: bytes, *findings, **parts) -> Case:
    return Case(name, {"van_ban.csv": content}, findings=findings, blocked=("*",), **parts)


def _encodings() -> list[Case]:
    rows = table("van_ban")
    text = csv_text(rows)
    return [
        _same("csv utf-8", text.encode()),
        _same("csv utf-8 có BOM", text.encode("utf-8-sig")),
        _same("csv utf-8 hai BOM", b"\xef\xbb\xbf" + text.encode("utf-8-sig")),
        _same("csv utf-16 LE có BOM", b"\xff\xfe" + text.encode("utf-16-le")),
        _same("csv utf-16 BE có BOM", b"\xfe\xff" + text.encode("utf-16-be")),
        _same("csv utf-16 LE không BOM", text.encode("utf-16-le")),
        _same("csv utf-16 BE không BOM", text.encode("utf-16-be")),
        _same("csv utf-16 dấu tab (Unicode Text của Excel)", b"\xff\xfe" + csv_text(rows, sign="\t", end="\r\n").encode("utf-16-le")),
        _same("csv utf-32", text.encode("utf-32")),
        _same("csv cp1258 chắc chắn", to_cp1258(text)),
        _same("csv NFD", unicodedata.normalize("NFD", text).encode()),
        _refused("csv cp1258 mất chữ", text.encode("cp1258", errors="ignore"), ("TEP-02", 0, "")),
        _refused("csv TCVN3 một byte", to_tcvn3(text).encode("cp1252"), ("TEP-07", 0, "")),
        _refused("csv TCVN3 đã thành Unicode", to_tcvn3(text).encode(), ("TEP-07", 0, "")),
        _refused("csv VNI một byte", to_vni(text).encode("cp1252"), ("TEP-07", 0, "")),
        _refused("csv VNI đã thành Unicode", to_vni(text).encode(), ("TEP-07", 0, "")),
        _refused("csv mojibake latin-1", text.encode().decode("latin-1").encode(), ("TEP-07", 0, "")),
        _refused(
            "csv mojibake cp1252",
            "".join(bytes([b]).decode("cp1252") if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(b) for b in text.encode()).encode(),
            ("TEP-07", 0, ""),
        ),
        _refused("csv chữ thay bằng dấu hỏi thoi", text.replace("ộ", "\ufffd").encode(), ("TEP-07", 0, "")),
        _refused("csv utf-8 lẫn byte lạ", text.encode().replace("Có".encode(), b"C\xf3", 1), ("TEP-02", 0, "")),
        _refused("csv có byte 0", text.encode().replace(b"VP", b"V\x00P", 1), ("TEP-02", 0, "")),
        _refused("csv là tệp nhị phân", bytes(range(256)) * 8, ("TEP-02", 0, "")),
        _refused("csv tiêu đề ASCII, giá trị TCVN3", csv_text([["SoKyHieu", "MaDonVi", "NgayBanHanh", "DoMat", "DienTu", "KySo"], *[[to_tcvn3(c) for c in r] for r in rows[1:]]]).encode(), ("TEP-07", 0, "")),
    ]  # fmt: skip


def _delimiters() -> list[Case]:
    rows = table("van_ban")
    found = [
        _same("csv dấu chấm phẩy", csv_bytes(rows, sign=";")),
        _same("csv dấu tab", csv_bytes(rows, sign="\t")),
        _same("csv dấu sổ đứng", csv_bytes(rows, sign="|")),
        _same("csv CRLF", csv_bytes(rows, end="\r\n")),
        _same("csv CR của máy Mac cũ", csv_bytes(rows, end="\r")),
        _same("csv không xuống dòng ở cuối", csv_bytes(rows).rstrip(b"\n")),
        _same("csv mọi ô trong nháy kép", csv_bytes(rows, quote=csv.QUOTE_ALL)),
        _same("csv nhiều dòng trống ở cuối", csv_bytes(rows) + b"\n\n\n"),
        _same("csv dòng chỉ có dấu phân cách ở cuối", csv_bytes([*rows, [""] * 6, [""] * 6])),
        _same("csv cột trống thừa bên phải", csv_bytes([[*row, "", ""] for row in rows])),
        _same("csv dấu phân cách thừa cuối dòng", csv_bytes([rows[0], *[[*row, ""] for row in rows[1:]]])),
        _same("csv dòng trống xen giữa", csv_bytes([rows[0], *[r for row in rows[1:] for r in (row, [])]])),
        _same(
            "csv dòng toàn khoảng trắng xen giữa", csv_bytes([*rows[:5], ["  ", "\u00a0", "", "", "", ""], *rows[5:]])
        ),
        _same("csv khoảng trắng quanh ô", csv_bytes([[f" {c}\u00a0 " for c in row] for row in rows])),
    ]
    for sign in ",;\t|":
        found.append(_same(f"csv sep={sign!r}", f"sep={sign}\r\n".encode() + csv_bytes(rows, sign=sign, end="\r\n")))
    return found


def _around() -> list[Case]:
    rows = table("van_ban")
    last = len(rows)
    sign = [
        [],
        ["", "", "", "Đồng Xoài, ngày 05 tháng 01 năm 2025"],
        ["Người lập biểu", "", "", "Thủ trưởng đơn vị"],
        ["(Ký, ghi rõ họ tên)", "", "", "(Ký tên, đóng dấu)"],
        [],
        ["Nguyễn Thị Hòa", "", "", "Trần Văn Bình"],
    ]
    wide = [[*row, *[""] * (6 - len(row))] for row in sign]
    secret = ("Nguyễn Thị Hòa", "Trần Văn Bình")
    return [
        _same("dòng tên bảng phía trên", csv_bytes([["BẢNG TỔNG HỢP VĂN BẢN ĐI"], [], *rows])),
        _same("nhiều dòng tên bảng", csv_bytes([["UBND TỈNH BÌNH PHƯỚC"], ["SỞ LAO ĐỘNG"], ["BÁO CÁO"], ["Năm 2024"], [], *rows])),
        _same("tiêu đề ở dòng 20", csv_bytes([*[[f"Ghi chú {n}"] for n in range(19)], *rows])),
        _same("chữ ký cuối bảng", csv_bytes([*rows, *wide]), findings=(("DONG-06", last + 2, ""),), hidden=secret),
        _same("chữ ký cuối bảng, dòng ngắn", csv_bytes([*rows, *sign]), findings=(("DONG-06", last + 2, ""),), hidden=secret),
        _same("ghi chú cuối bảng", csv_bytes([*rows, ["Ghi chú: số liệu đến 31/12/2024"]]), findings=(("DONG-06", last + 1, ""),)),
        _same("nơi nhận cuối bảng", csv_bytes([*rows, ["Nơi nhận:"], ["- Như trên;"], ["- Lưu: VT."]]), findings=(("DONG-06", last + 1, ""),)),
        _same("ký thay cuối bảng", csv_bytes([*rows, ["", "", "", "KT. GIÁM ĐỐC"], ["", "", "", "PHÓ GIÁM ĐỐC"]]), findings=(("DONG-06", last + 1, ""),)),
        _refused("số liệu sau chữ ký", csv_bytes([*rows[:-1], *wide, rows[-1]]), ("DONG-07", last + 6, "")),
    ]  # fmt: skip


def _between() -> list[Case]:
    rows = table("van_ban")
    last = len(rows)
    total = ["Tổng cộng", "", "", "", "22", "21"]
    found = [
        _same("dòng (1)(2)(3)", csv_bytes([rows[0], [f"({n})" for n in range(1, 7)], *rows[1:]]), findings=_left(2)),
        _same("dòng 1 2 3", csv_bytes([rows[0], list("123456"), *rows[1:]]), findings=_left(2)),
        _same("dòng A B 1 2 3 4", csv_bytes([rows[0], list("AB1234"), *rows[1:]]), findings=_left(2)),
        _same("dòng (6)=(5)/(4)", csv_bytes([rows[0], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)"], *rows[1:]]), findings=_left(2)),
        _same("tiêu đề lặp lại mỗi trang", csv_bytes([*rows[:10], rows[0], *rows[10:]]), findings=_left(11)),
        _same("dòng nhóm có số La Mã", csv_bytes([rows[0], ["I Sở, ban, ngành"], *rows[1:]]), findings=_left(2)),
        _same("dòng nhóm có số La Mã và dấu chấm", csv_bytes([*rows[:5], ["II. Đơn vị sự nghiệp", "", "", "", "", ""], *rows[5:]]), findings=_left(6)),
        _same("dòng cộng theo phòng", csv_bytes([*rows[:8], ["Cộng phòng Văn thư", "", "", "", "7", "6"], *rows[8:]]), findings=_left(9)),
    ]  # fmt: skip
    found.append(
        Case(
            "dòng chỉ có mã: có thể là số liệu",
            {"van_ban.csv": csv_bytes([*rows, ["99/2024/VP", "", "", "", "", ""]])},
            findings=(("O-04", last + 1, "Mã đơn vị"), ("O-04", last + 1, "Ngày ban hành")),
            blocked=("SO",),
        )
    )
    for word in (
        "Tổng cộng",
        "TỔNG CỘNG",
        "Tổng số",
        "Tổng",
        "Cộng",
        "Cộng:",
        "Tổng cộng: 24 văn bản",
        "TONG CONG",
        "Total",
    ):
        found.append(_same(f"dòng {word!r}", csv_bytes([*rows, [word, *total[1:]]]), findings=_left(last + 1)))
    with_number = [["STT", *rows[0]], *[[str(n), *row] for n, row in enumerate(rows[1:], 1)]]
    found += [
        _same("cột STT", csv_bytes(with_number)),
        _same("số thứ tự ghi sẵn, chưa có số liệu", csv_bytes([*with_number, *[[str(n), *[""] * 6] for n in range(25, 31)]]), findings=_left(last + 1)),
        _same("tổng cộng ở cột STT", csv_bytes([*with_number, ["Tổng cộng", *[""] * 4, "22", "21"]]), findings=_left(last + 1)),
        _same("tổng cộng ở cột đơn vị", csv_bytes([*with_number, ["", "", "Tổng cộng", "", "", "22", "21"]]), findings=_left(last + 1)),
        _same("nhóm ở cột STT", csv_bytes([*with_number[:4], ["II", "Các phòng chuyên môn", *[""] * 5], *with_number[4:]]), findings=_left(5)),
        _same("nhóm có số cộng", csv_bytes([*with_number[:4], ["II", "Các phòng chuyên môn", *[""] * 3, "12", "11"], *with_number[4:]]), findings=_left(5)),
        _refused("chữ tổng cộng trên dòng đủ mã và đơn vị", csv_bytes([*with_number, ["Tổng cộng", *rows[1]]]), ("DONG-07", last + 1, "")),
    ]  # fmt: skip
    return found


def _headers() -> list[Case]:
    rows = table("van_ban")
    head, body = rows[0], rows[1:]
    loose = ["so ky  hieu", "MA DON VI", "Ngày\nban hành", "Do mat", "ĐIỆN\u00a0TỬ", " ký_số "]
    lookalike = [cell.replace("M", "М") for cell in head]  # Cyrillic
    return [
        _same("tiêu đề chữ hoa", csv_bytes([[c.upper() for c in head], *body])),
        _same("tiêu đề không dấu, xuống dòng, khoảng trắng cứng", csv_bytes([loose, *body])),
        _same("tiêu đề có Ð (U+00D0)", csv_bytes([[c.replace("Đ", "Ð").replace("đ", "ð") for c in head], *body])),
        _same("tiêu đề có ký tự không thấy", csv_bytes([["\u200b".join(c) for c in head], *body])),
        _same("tiêu đề dấu thanh đặt khác", csv_bytes([[unicodedata.normalize("NFD", c) for c in head], *body])),
        _same("cột đổi thứ tự", csv_bytes([row[::-1] for row in rows])),
        _same("cột không có trong mẫu", csv_bytes([[*row, "Trích yếu 0912345678"] for row in rows]), hidden=("0912345678",)),
        _same("tiêu đề hai dòng", csv_bytes([["Văn bản", "", "", "", "Hình thức", ""], head, *body])),
        _same("tiêu đề hai dòng, ô gộp dọc", csv_bytes([[*head[:4], "Hình thức", ""], ["", "", "", "", *head[4:]], *body])),
        _same("tiêu đề ngắt làm hai dòng", csv_bytes([["Số", "Mã", "Ngày", "Độ", "Điện", "Ký"], ["ký hiệu", "đơn vị", "ban hành", "mật", "tử", "số"], *body])),
        _refused("tiêu đề có chữ Kirin ở cột cần", csv_bytes([lookalike, *body]), ("COT-04", 1, "Mã đơn vị")),
        _refused("tiêu đề có chữ Kirin ở cột khác", csv_bytes([[*head[:5], head[5].replace("K", "К")], *body]), ("COT-04", 1, "Ký số")),
        _refused("thiếu cột đơn vị", csv_bytes([["Số ký hiệu", "Phòng", *head[2:]], *body]), ("COT-01", 0, "Mã đơn vị")),
        _refused("tên cột gõ sai một chữ", csv_bytes([["Số ký hiệu", "Mã đơn vj", *head[2:]], *body]), ("COT-01", 0, "Mã đơn vị")),
        _refused("thiếu cả hai cột cần", csv_bytes([["A", "B", *head[2:]], *body]), ("COT-01", 0, "Số ký hiệu"), ("COT-01", 0, "Mã đơn vị")),
        _refused("hai cột cùng tên", csv_bytes([[*head[:4], "Ký số", "Ký số"], *body]), ("COT-03", 1, "Ký số")),
        _refused("không có dòng tiêu đề", csv_bytes(body), ("COT-01", 0, "Mã đơn vị")),
        _refused("thiếu cột mà chỉ tiêu dùng", csv_bytes([row[:5] for row in rows]), ("COT-02", 0, "Ký số")),
        _refused("thiếu cột độ mật", csv_bytes([[*row[:3], *row[4:]] for row in rows]), ("COT-02", 0, "Độ mật")),
        _refused("tệp rỗng", b"", ("COT-01", 0, "")),
        Case("tệp chỉ có tiêu đề", {"van_ban.csv": csv_bytes([head])}, findings=(("TEP-06", 0, ""),), blocked=("*",)),
    ]  # fmt: skip


def _exports() -> list[Case]:
    rows = table("ho_so_tthc")
    system = ["MaHoSo", "TenDonVi", "MaTTHC", "NgayTiepNhan", "NgayHenTra", "NgayTra", "KenhThucHien", "MucDo", "TraKetQuaTrucTuyen", "DinhDanh", "NhapLaiDuLieu", "TrangThaiHoSo"]  # fmt: skip
    book = [["SỔ THEO DÕI HỒ SƠ"], [*["Mã biên nhận", "Đơn vị", "Mã TTHC", "Ngày, tháng, năm", "", "Trả kết quả"], *rows[0][6:]], ["", "", "", "Nhận hồ sơ", "Hẹn trả kết quả", "Ngày nhận kết quả", *[""] * 6], *rows[1:]]  # fmt: skip
    names = {"BTXH": "Phòng BTXH", "LDVL": "Phòng Lao động - Việc làm", "PCTN": "Phòng Phòng, chống tệ nạn xã hội", "GDNN": "Phòng GDNN", "DVVL": "TT DVVL", "NCC": "phòng  người có công"}  # fmt: skip
    both = [[*system, "Tên đơn vị"], *[[*row, "Sở"] for row in rows[1:]]]
    both[0][1] = "Mã đơn vị"
    own = {"ho_so_tthc": {"unit": ["Nơi tiếp nhận"], "channel": "Cách nộp"}}
    taught = [["Mã hồ sơ", "Nơi tiếp nhận", *rows[0][2:6], "Cách nộp", *rows[0][7:]], *rows[1:]]
    documents = table("van_ban")

    def case(name, content, **parts):
        return Case(name, {"ho_so_tthc.csv": csv_bytes(content)}, source="ho_so_tthc", **parts)

    return [
        case("bản kết xuất của hệ thống một cửa", [system, *rows[1:]]),
        case("tên đơn vị thay cho mã", [system, *column(rows, "Mã đơn vị", lambda c: names.get(c, c))[1:]]),
        case("sổ một cửa, tiêu đề hai dòng", book),
        case("có cả mã và tên đơn vị: lấy mã", both),
        case("tên cột do kế hoạch khai", taught, sources=own),
        case("giờ trong ngày", column(column(rows, "Ngày tiếp nhận", lambda c: f"{c} 07:30"), "Ngày trả kết quả", lambda c: f"{c} 16:45:10")),
        case(
            "hai cột đơn vị của hệ thống: không rõ cột nào",
            [[*system, "Đơn vị xử lý"], *[[*row, row[1]] for row in rows[1:]]],
            findings=(("COT-03", 1, "Mã đơn vị"),),
            blocked=("*",),
        ),
        Case("Số/Ký hiệu của sổ văn bản", {"van_ban.csv": csv_bytes([["Số/Ký hiệu", *documents[0][1:]], *documents[1:]])}),
        case("trả kết quả trước khi tiếp nhận", changed(rows, {(5, "Ngày trả kết quả"): "01/09/2024"}), findings=(("DONG-08", 5, "Ngày trả kết quả"),)),
        case("hẹn trả trước khi tiếp nhận", changed(rows, {(5, "Ngày hẹn trả"): "01/01/2024"}), findings=(("DONG-08", 5, "Ngày hẹn trả"),)),
    ]  # fmt: skip


def _broken() -> list[Case]:
    rows = table("van_ban")
    text = csv_text(rows)
    reported = table("bao_cao_don_vi")
    head, tail = text[: text.index("10/2024/TTBT")], text[text.index("10/2024/TTBT") :]
    return [
        _refused("dòng thừa ô", csv_bytes([*rows[:4], [*rows[4], "thừa"], *rows[5:]]), ("TEP-02", 5, "")),
        _refused("hai dòng thừa ô", csv_bytes([*rows[:4], [*rows[4], "thừa"], [*rows[5], "nữa"], *rows[6:]]), ("TEP-02", 5, ""), ("TEP-02", 6, "")),
        Case("dòng thiếu ô ghi chú", {"bao_cao_don_vi.csv": csv_bytes([reported[0], *[r[:4] for r in reported[1:]]])}, source="bao_cao_don_vi"),
        Case("dòng cuối bị cắt giữa số", {"bao_cao_don_vi.csv": csv_bytes([*reported[:-1], [*reported[-1][:3], reported[-1][3][:1]]]).rstrip(b"\n")}, (("TEP-02", 13, ""),), ("*",), "bao_cao_don_vi"),
        _refused("dòng thiếu ô", csv_bytes([*rows[:4], rows[4][:4], *rows[5:]]), ("TEP-02", 5, "")),
        _refused("tệp bị cắt ngang", text.encode()[: len(text.encode()) - 12], ("TEP-02", 25, "")),
        _refused("nháy kép không khép", (head + '"' + tail).encode(), ("TEP-02", 0, "")),
        _refused("dấu phân cách của thân khác tiêu đề", (csv_text(rows[:1]) + csv_text(rows[1:], sign=";")).encode(), ("TEP-02", 2, "")),
        _refused("ô dài hơn mức đọc được", csv_bytes([*rows[:4], [*rows[4][:5], "x" * 200_000], *rows[5:]]), ("TEP-02", 5, "")),
    ]  # fmt: skip

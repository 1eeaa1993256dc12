"""The sources of a period in an engine of its own."""

from __future__ import annotations

from small import documents, write_folder

from toolkit.evaluation.loading import hashes_of, opened_sources
from toolkit.evaluation.places import PeriodFiles, Place
from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.plan.standard import SOURCES
from toolkit.sources import is_small
from toolkit.units.structure import Structure

STAFF = "Mã cán bộ,Mã đơn vị\n1,A\n"


def opened(folder, *only):
    workspace, period = Workspace.open(folder), parse_period("2024")
    structure = Structure(workspace.units, day=period.end)
    files = PeriodFiles(workspace.plan, workspace.units, period, structure, Place(folder / "2024"))
    return opened_sources(files, only=only)


def test_only_the_wanted_sources_have_rows_and_the_others_are_there_and_empty(tmp_path):
    write_folder(tmp_path, {"2024/van_ban.csv": documents(A=(1, 2)), "2024/can_bo.csv": STAFF})
    with opened(tmp_path, "can_bo") as sources:
        assert set(sources) == set(SOURCES)
        assert {name: data.row_count for name, data in sources.items() if data.row_count} == {"can_bo": 1}


def test_the_lists_that_mark_secrets_are_read_beside_a_list_of_documents(tmp_path):
    work = "Mã hồ sơ công việc,Mã đơn vị,Ngày mở,Độ mật,Xử lý trên mạng\n1,A,01/02/2024,Thường,Có\n"
    write_folder(
        tmp_path,
        {"2024/van_ban.csv": documents(A=(1, 2)), "2024/ho_so_cong_viec.csv": work, "2024/can_bo.csv": STAFF},
    )
    with opened(tmp_path, "van_ban") as sources:
        counts = {name: data.row_count for name, data in sources.items() if data.row_count}
        assert counts == {"van_ban": 2, "ho_so_cong_viec": 1}
    with opened(tmp_path, "can_bo") as sources:
        assert sources["ho_so_cong_viec"].row_count == 0


def test_the_hashes_are_of_the_files_that_were_read_and_of_the_prose(tmp_path):
    files = {"2024/van_ban.csv": documents(A=(1, 2)), "2024/nhan_xet.md": "# Ưu điểm\n", "2024/khac.txt": "x"}
    write_folder(tmp_path, files)
    with opened(tmp_path, "van_ban") as sources:
        assert list(hashes_of(tmp_path / "2024", sources)) == ["2024/nhan_xet.md", "2024/van_ban.csv"]


def test_a_folder_is_small_by_the_bytes_of_its_files(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"x" * 31_999_999)
    assert is_small(tmp_path)
    (tmp_path / "b.csv").write_bytes(b"x")
    assert not is_small(tmp_path)
    (tmp_path / "a.csv").unlink()
    (tmp_path / "c.parquet").write_bytes(b"x" * 1_999_999)  # sixteen bytes of text in each of its own
    assert is_small(tmp_path)
    (tmp_path / "d.parquet").write_bytes(b"x")
    assert not is_small(tmp_path)

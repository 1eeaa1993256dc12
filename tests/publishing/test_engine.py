"""The forking engine: the stock kernel's outputs, nothing passed on, limits kept, nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import nbformat
import papermill
import pytest
from case_runs import FOLDER
from processes import command_of, family, processes, wait_for
from sample_folder import sample_workspace
from small import write_folder

from toolkit.commands.cli import main
from toolkit.evaluation.kept import keep
from toolkit.periods import parse_period
from toolkit.publishing import publish as publishing
from toolkit.publishing.engine import Children, Limits, process, warm
from toolkit.publishing.engine.watch import Unavailable
from toolkit.publishing.jobs import KINDS, Job
from toolkit.sample import shipped_data
from toolkit.words.errors import ToolkitError

linux = pytest.mark.skipif(not process.is_possible(), reason="forks on Linux only")
DOCUMENTS = "Số ký hiệu,Mã đơn vị,Ngày ban hành,Độ mật,Ký số\n1,A,01/02/2024,,Có\n2,B,01/02/2024,,Không\n"
QUICK = Limits(seconds=60)
BASE = FOLDER / "public/base"  # one year of the sample


@pytest.fixture(scope="module")
def template():
    """One template for all the tests that do not look at its start or its end."""
    with warm():
        yield


def write_notebook(path: Path, *sources: str) -> Path:
    """A notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"o-{number}"
    nbformat.write(notebook, path)
    return path


def executed(folder: Path, *sources: str, engine: str = "thidua", limits: Limits = QUICK, children=None):
    """Some cells, run by an engine."""
    path = write_notebook(folder / "so_tay.ipynb", *sources)
    return publishing.execute(path, parameters={}, folder=folder, engine=engine, limits=limits, children=children)


def shown(folder: Path, *sources: str, **options) -> str:
    """What the last of some cells shows as text."""
    return executed(folder, *sources, **options).cells[-1].outputs[-1].data["text/plain"]


def mine() -> set[int]:
    """The processes of this test, those as well that have ended and that nobody has asked for."""
    return family(os.getpid(), with_ended=True)


def open_loops() -> set[int]:
    """The event loops of this process that nobody has closed: one of them, met as the interpreter ends, prints a trace."""
    return {id(each) for each in gc.get_objects() if isinstance(each, asyncio.BaseEventLoop) and not each.is_closed()}


# What a notebook can change beyond its own names, and how to look at it.
POLLUTE = """
import builtins, json, locale, logging, os, random, sys, threading, time, warnings
import matplotlib, numpy, pandas, seaborn, toolkit.words.errors, toolkit.words.formatting
leaked = builtins.leaked = 1
matplotlib.rcParams["font.size"] = 99
seaborn.set_theme(style="dark")
pandas.set_option("display.max_rows", 3)
numpy.set_printoptions(precision=1)
os.environ["LEAKED"] = "1"
del os.environ["PATH"]
os.umask(0)
os.chdir("/")
sys.path.insert(0, "/leaked")
sys.modules["leaked"] = sys
sys.setrecursionlimit(4321)
json.JSONEncoder.leaked = 1
toolkit.words.errors.EXIT_OK = 9
toolkit.words.formatting.leaked = 1
warnings.simplefilter("error")
logging.getLogger().setLevel(1)
random.seed(1), numpy.random.seed(1)
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
"""
LOOK = """
import builtins, json, logging, os, random, sys, threading, warnings
import matplotlib, numpy, pandas, toolkit.words.errors, toolkit.words.formatting
mask = os.umask(0o22)
(
    "leaked" in globals(), hasattr(builtins, "leaked"), sorted(matplotlib.rcParams.items(), key=str),
    pandas.get_option("display.max_rows"), numpy.get_printoptions(), sorted(os.environ.items()), mask, os.getcwd(),
    sys.path, "leaked" in sys.modules, sys.getrecursionlimit(), hasattr(json.JSONEncoder, "leaked"), toolkit.words.errors.EXIT_OK,
    hasattr(toolkit.words.formatting, "leaked"), len(warnings.filters), logging.getLogger().level, threading.active_count(),
    len(os.listdir("/proc/self/task")),
)
"""


@pytest.mark.usefixtures("template")
@linux
def test_nothing_passes_from_one_notebook_to_the_next(tmp_path):
    before = shown(tmp_path, LOOK)
    executed(tmp_path, POLLUTE, LOOK)
    assert shown(tmp_path, LOOK) == before


@pytest.mark.usefixtures("template")
@linux
def test_random_numbers_are_new_in_every_child(tmp_path):
    draw = "import random, numpy, uuid\nrandom.random(), numpy.random.random(), uuid.uuid4()"
    drawn = [eval(shown(tmp_path, draw), {"UUID": str}) for _ in range(3)]
    assert all(len(set(column)) == 3 for column in zip(*drawn))


@pytest.mark.parametrize("engine", publishing.ENGINES)
def test_a_run_hands_its_notebooks_an_environment_of_their_own(engine, tmp_path):
    look = "import os; os.environ.get('HANDED'), os.environ.get('HOME')"
    children = Children({**{name: os.environ[name] for name in os.environ if name != "HOME"}, "HANDED": "1"})
    assert shown(tmp_path, look, engine=engine, children=children) == "('1', None)"
    assert "HANDED" not in os.environ


@pytest.mark.usefixtures("template")
@linux
def test_a_child_has_the_environment_and_the_place_of_the_driver(tmp_path, monkeypatch):
    with warm():
        shown(tmp_path, "1")
        monkeypatch.setenv("SET_AFTER_THE_TEMPLATE_STARTED", "có")
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
        look = (
            "import os\nos.getcwd(), os.environ['SET_AFTER_THE_TEMPLATE_STARTED'], os.environ['OPENBLAS_NUM_THREADS']"
        )
        assert eval(shown(tmp_path, look)) == (str(tmp_path), "có", "3")


ALIKE = [
    "import sys\nprint('a'); print('b', file=sys.stderr); print('c')\n1 + 1",
    "'chữ';",
    "from IPython.display import *\ndisplay(HTML('<b>x</b>'), Markdown('*m*'), Latex('$x$'), JSON({'a': [1, 2]}), metadata={'k': 1})",
    "display({'text/plain': 'p', 'application/x-thu+json': {'n': 1.5}}, raw=True)\nImage(data=b'\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR\\0\\0\\0\\1\\0\\0\\0\\1', format='png')",
    "import matplotlib.pyplot as plt\nplt.figure(figsize=(2, 1)); plt.plot([1, 2]); plt.title('ế');",
    "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'q'\nplt.plot([1]);",
    "import pandas as pd\npd.DataFrame({'a': [1.5, None], 'b': ['x', '<b>']})",
    "h = display('một', display_id='d')",
    "h.update('hai')",
    "print('mất'); clear_output(); print('còn'); clear_output(wait=True); print('cuối')",
    "import warnings; warnings.warn('cẩn thận')",
    # The stock kernel hands on what programs write from a thread of its own, which the cell has to wait for.
    "import os, time; os.system('echo out; echo err >&2'); time.sleep(2)",
    "!echo bang",
    "import asyncio\nawait asyncio.sleep(0.01)\nasyncio.get_running_loop() is not None",
    "import threading; t = threading.Thread(target=print, args=('trong luồng',)); t.start(); t.join()",
    "import multiprocessing as mp; p = mp.get_context('fork').Process(target=print, args=('con',)); p.start(); p.join(); p.exitcode",
    "try:\n    input()\nexcept Exception as error:\n    print(type(error), error)",
    "print('x' * 200_000)",
    "sorted(globals())",
    "sys.path[0], [name for name in ('TERM', 'PAGER', 'MPLBACKEND') if name in os.environ], _, __name__, _dh, In[-2:], Out[1]",
]


@pytest.mark.slow
@pytest.mark.usefixtures("template")
@linux
def test_outputs_equal_those_of_the_stock_kernel_whatever_their_kind(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # ipykernel under pytest does not read what programs write
    ours, stock = (executed(tmp_path, *ALIKE, "'hết'", engine=engine) for engine in publishing.ENGINES)
    for our, their in zip(ours.cells, stock.cells, strict=True):
        assert our == their
    assert publishing.notebook_bytes(ours) == publishing.notebook_bytes(stock)
    assert publishing.html_bytes(ours) == publishing.html_bytes(stock)


@pytest.mark.slow
@pytest.mark.usefixtures("template")
@linux
@pytest.mark.parametrize(
    "source",
    ["1 / 0", "x = = 1", "%khong_co", "raise KeyError('a') from None", "await 1", "raise KeyboardInterrupt"]
    + ["class A:\n    def __repr__(self): raise RuntimeError('x')\nA()", "import sys; sys.exit(3)"],
)
def test_a_failed_cell_fails_as_in_the_stock_kernel(tmp_path, source):
    said = []
    path = write_notebook(tmp_path / "so_tay.ipynb", "print(1)", source, "'cuối'")
    for engine in ("thidua", "nbclient"):
        with pytest.raises(papermill.PapermillExecutionError) as failure:
            papermill.execute_notebook(str(path), str(tmp_path / "x.ipynb"), engine_name=engine, progress_bar=False)
        error = failure.value
        said.append((error.ename, error.evalue, error.exec_count, error.cell_index, error.traceback))
        cells = nbformat.read(tmp_path / "x.ipynb", as_version=4).cells
        said[-1] += tuple(cell.metadata.papermill.get("status") for cell in cells if cell.cell_type == "code")
    assert said[0] == said[1]


@pytest.mark.parametrize("source", ["1", "1 / 0"])
@pytest.mark.parametrize("engine", publishing.ENGINES)
def test_a_thread_that_runs_a_notebook_leaves_no_event_loop_open(engine, source, tmp_path):
    def run():
        with suppress(ToolkitError):
            executed(tmp_path, source, engine=engine)

    before = open_loops()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(run).result()
        assert open_loops() <= before


LEFT_OPEN = """
class Log:
    pass

def log(name):
    new = Log()
    new.file = open(name, "w")
    new.file.write(name)
    return new

named = log("named")
ring = log("ring")
ring.itself = ring
Log.of_class = log("of_class")
sys.modules["of_module"] = log("of_module")
raw = open("raw", "wb")
raw.write(b"raw")
blocked = open("/dev/full", "w")
blocked.write("no room")
gone = open("gone", "w")
gone.buffer.raw.close()
"""


@pytest.mark.usefixtures("template")
@linux
def test_what_a_notebook_has_not_yet_written_when_it_ends_is_written(tmp_path):
    """However the file is held, as by the stock kernel, which takes itself apart."""
    executed(tmp_path, "import sys", LEFT_OPEN, "1")
    names = ["named", "ring", "of_class", "of_module", "raw"]
    assert [(tmp_path / name).read_text("utf-8") for name in names] == names


HOSTILE = {
    "hangs": ("while True: pass", "quá thời gian"),
    "hangs in C, deaf to signals": (
        "import signal, time\nfor s in (signal.SIGINT, signal.SIGTERM): signal.signal(s, signal.SIG_IGN)\ntime.sleep(999)",
        "quá thời gian",
    ),
    "takes all memory": ("x = [bytearray(b'1' * 50_000_000) for _ in range(1000)]", "bộ nhớ"),
    "floods": ("while True: print('x' * 1000)", "in ra quá 5 MB"),
    "floods from a program": ("import os; os.system('yes')", "in ra quá 5 MB"),
    "exits": ("import os; os._exit(3)", "tự kết thúc với mã 3"),
    "exits as if well": ("import os; os._exit(0)", "tự kết thúc với mã 0"),
    "leaves politely": ("exit", "tự kết thúc với mã 0"),
    "sys.exit(0)": ("import sys; sys.exit(0)", "dừng trước ô cuối"),
    "is killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
    "crashes": ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    "lets go of its channel": ("import os; os.closerange(3, 100)\nwhile True: pass", "quá thời gian"),
}


@pytest.mark.slow
@pytest.mark.usefixtures("template")
@linux
@pytest.mark.parametrize(("source", "said"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_notebook_fails_alone_and_leaves_no_process(tmp_path, source, said):
    limits = Limits(seconds=4 if said == "quá thời gian" else 60, memory=800_000_000, output=5_000_000)
    start = "import subprocess; subprocess.Popen(['sleep', '600']).pid"
    assert shown(tmp_path, "'trước'") == "'trước'"
    before = mine()
    with pytest.raises(ToolkitError, match=said) as refusal:
        executed(tmp_path, start, source, "'cuối'", limits=limits)
    assert "so_tay.ipynb" in str(refusal.value) and "Cách sửa" in str(refusal.value)
    assert shown(tmp_path, "'sau'") == "'sau'"
    wait_for(lambda: mine() == before, seconds=10)
    assert not list(tmp_path.glob("core*"))


@pytest.mark.usefixtures("template")
@linux
def test_a_finished_child_ends_as_a_program_does(tmp_path):
    executed(tmp_path, "import atexit, pathlib\natexit.register(pathlib.Path('da_dong').write_text, 'x')\n'cuối'")
    assert (tmp_path / "da_dong").read_text() == "x"


@pytest.fixture(scope="module")
def kept():
    """The sample's year, evaluated as for a run."""
    return sample_workspace().evaluated(parse_period("2024"))


@pytest.mark.slow
@linux
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_template_has_all_that_a_report_needs(kind, kept, tmp_path, monkeypatch):
    """Its libraries and the fonts of its pictures: what the template lacks, every child would load or look for anew."""
    # What the template has is out of the collector's sight.
    own = "import gc, types\n[each.__name__ for each in gc.get_objects() if type(each) is types.ModuleType]"
    fonts = "import matplotlib.font_manager as fonts\nfonts.fontManager._findfont_cached.cache_info().misses"
    notebook = nbformat.read(publishing.NOTEBOOKS / f"{kind}.ipynb", as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in (own, fonts)]
    nbformat.write(notebook, tmp_path / "bao_cao.ipynb")
    parameters = {"period": "2024", "data": str(shipped_data())}
    monkeypatch.setattr(process, "SHARED", process.Templates())
    for name, value in keep(tmp_path / "kept", [(kept.evaluation.period, kept)], data=shipped_data()).items():
        monkeypatch.setenv(name, value)
    with warm(*Job(kind).libraries):
        drawn = publishing.execute(tmp_path / "bao_cao.ipynb", parameters=parameters, folder=tmp_path)
        found = [cell.outputs[0].data["text/plain"] for cell in drawn.cells[-2:]]
        assert found == ["[]", shown(tmp_path, fonts)]


@linux
def test_the_template_loads_the_libraries_that_it_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "SHARED", process.Templates())
    loaded = "import sys\n'seaborn' in sys.modules"
    with warm(*Job("so_ket").libraries):
        assert shown(tmp_path, loaded) == "True"
        process.SHARED.template.close()  # one that takes its place loads the same
        assert shown(tmp_path, loaded) == "True"


@pytest.mark.usefixtures("template")
@linux
@pytest.mark.parametrize("source", ["1", "1 / 0"])
@pytest.mark.parametrize("engine", publishing.ENGINES)
def test_a_notebook_is_run_without_writing_a_file(engine, source, tmp_path):
    with suppress(ToolkitError):
        executed(tmp_path, source, engine=engine)
    assert os.listdir(tmp_path) == ["so_tay.ipynb"]


@pytest.mark.slow
@pytest.mark.usefixtures("template")
@linux
def test_neither_descriptors_nor_processes_nor_the_template_grow(tmp_path):
    def state():
        own = [pid for pid, parent in processes().items() if parent == os.getpid()]
        (template,) = [pid for pid in own if "toolkit.publishing.engine.template" in command_of(pid)]
        resident = int(Path(f"/proc/{template}/statm").read_text().split()[1])
        return len(os.listdir("/proc/self/fd")), len(mine()), len(os.listdir(f"/proc/{template}/fd")), resident

    shown(tmp_path, "1")
    before = state()
    for _ in range(25):
        shown(tmp_path, "1")
    # Less is no fault: what other tests have left may still have been ending before.
    wait_for(lambda: all(now <= then for now, then in zip(state()[:3], before)))
    assert state()[3] < before[3] * 1.02


@linux
def test_the_template_ends_with_the_last_who_holds_it(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "SHARED", process.Templates())
    before = mine()
    with warm():
        with warm():
            assert shown(tmp_path, "1") == "1"
        assert len(mine() - before) == 1
    assert mine() == before


@pytest.mark.slow
@linux
def test_a_killed_driver_leaves_no_process(tmp_path):
    write_notebook(tmp_path / "n.ipynb", "import subprocess, time\nsubprocess.Popen(['sleep', '600'])\ntime.sleep(600)")
    run = [sys.executable, "-m", "papermill", "--engine", "thidua", "n.ipynb", "x.ipynb"]
    driver = subprocess.Popen(run, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # The template, the child, and the program that the child has started.
    left = wait_for(lambda: len(found := family(driver.pid)) >= 3 and found)
    driver.kill()
    driver.wait()
    wait_for(lambda: not left & set(processes()), seconds=10)


@pytest.mark.slow
@linux
def test_a_killed_template_costs_the_speed_only(tmp_path, monkeypatch):
    kill = "pathlib.Path('x').touch(); os.kill(os.getppid(), signal.SIGKILL); time.sleep(60)"  # until it has ended
    once = f"import os, pathlib, signal, time\nif not pathlib.Path('x').exists():\n    {kill}"
    monkeypatch.setattr(process, "SHARED", process.Templates())
    with warm():
        assert shown(tmp_path, once, "1 + 1") == "2"  # by the stock kernel
        assert shown(tmp_path, "import os; open(f'/proc/{os.getppid()}/cmdline').read()").count("engine.template") == 1


@pytest.mark.slow
@linux
@pytest.mark.parametrize("failures", [1, 2])
def test_a_template_that_cannot_load_is_started_once_more(failures, tmp_path, monkeypatch):
    (tmp_path / "moody.py").write_text(
        "import pathlib, sys\n"
        f"count = len(list(pathlib.Path({str(tmp_path)!r}).glob('start*')))\n"
        f"pathlib.Path({str(tmp_path)!r}, f'start{{count}}').touch()\n"
        f"if count < {failures}: sys.exit(1)\n"
        "from toolkit.publishing.engine.template import main\n"
        "sys.exit(main())\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(process, "_PROGRAM", "moody")
    monkeypatch.setattr(process, "SHARED", process.Templates())
    look = "import sys; 'ipykernel.ipkernel' in sys.modules"
    with warm():
        assert [shown(tmp_path, look) for _ in range(2)] == [str(failures == 2)] * 2
    assert len(list(tmp_path.glob("start*"))) == 2  # the second start serves all, or nobody waits for a third


@linux
def test_each_of_several_notebooks_learns_that_no_template_can_load(monkeypatch):
    """They wait for it together: a failure that each of them counted would be counted past the last try, and tried for ever."""
    monkeypatch.setattr(process, "_PROGRAM", "toolkit.publishing.engine.khong_co")
    monkeypatch.setattr(process, "SHARED", process.Templates())
    told = []

    def ask():
        try:
            process.SHARED.fork({}, limits=QUICK, name="so_tay.ipynb")
        except Unavailable:
            told.append(True)

    with warm():
        waiting = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
        for each in waiting:
            each.start()
        for each in waiting:
            each.join(20)
        with warm():  # as each notebook asks again
            assert process.SHARED.template is None
    assert told == [True, True, True]


@pytest.mark.slow
@linux
def test_the_stock_kernel_stands_in_where_a_child_cannot_run_cells(tmp_path, monkeypatch):
    """As with another ipykernel than the child's shell was written for."""
    (tmp_path / "broken.py").write_text(
        "import sys\nfrom toolkit.publishing.engine import child, template\n"
        "child.connected_shell = None\nsys.exit(template.main())\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(process, "_PROGRAM", "broken")
    monkeypatch.setattr(process, "SHARED", process.Templates())
    assert shown(tmp_path, "import sys; 'ipykernel.ipkernel' in sys.modules") == "True"


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["not possible", "threads", "does not start"])
def test_the_stock_kernel_stands_in_where_forking_is_unsafe(tmp_path, monkeypatch, fault):
    monkeypatch.setattr(process, "SHARED", process.Templates())
    if fault == "not possible":
        monkeypatch.setattr(process, "is_possible", lambda: False)
    elif fault == "threads":
        monkeypatch.setattr(process, "_SINGLE_THREADED", {"OPENBLAS_NUM_THREADS": "4"})
    else:
        monkeypatch.setattr(process, "_PROGRAM", "toolkit.publishing.engine.khong_co")
    look = "import sys; 'ipykernel.ipkernel' in sys.modules"
    with warm():
        assert shown(tmp_path, look) == "True"
    monkeypatch.undo()
    if process.is_possible():
        assert shown(tmp_path, look) == "False"


def test_another_kernel_than_the_toolkits_own_is_left_to_jupyter(tmp_path):
    write_notebook(tmp_path / "n.ipynb", "1")
    with pytest.raises(Exception, match="khong-co"):
        papermill.execute_notebook(
            str(tmp_path / "n.ipynb"), None, kernel_name="khong-co", engine_name="thidua", progress_bar=False
        )


@pytest.mark.slow
@linux
def test_papermill_knows_the_engine_by_its_entry_point(tmp_path):
    write_folder(tmp_path / "data", {"2024/van_ban.csv": DOCUMENTS})
    notebook = str(publishing.NOTEBOOKS / "kiem_tra.ipynb")
    run = [sys.executable, "-m", "papermill", "--engine", "thidua", notebook, "out.ipynb", "-p", "period", "2024"]
    subprocess.run([*run, "--no-progress-bar"], check=True, capture_output=True, cwd=tmp_path)
    text = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert "năm 2024" in text
    assert json.loads(text)["metadata"]["language_info"]["name"] == "python"


@pytest.mark.slow
@linux
@pytest.mark.parametrize("kind", ["kiem_tra", "so_ket", "binh_xet", "phieu_don_vi"])
def test_every_kind_of_report_gives_the_same_files_by_either_engine(kind, tmp_path):
    unit = ["--unit", "CSCN"] if kind == "phieu_don_vi" else []
    made = []
    for engine in publishing.ENGINES:
        out = tmp_path / engine
        run = ["report", "2024", "--kind", kind, *unit, "--jobs", "2", "--quiet", "--data", str(BASE)]
        assert main([*run, "--out", str(out), "--engine", engine]) == 0
        made.append({str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert sorted(made[0]) == sorted(made[1])
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []


@pytest.mark.slow
@linux
def test_the_notebook_of_the_final_report_gives_the_same_bytes_by_either_engine(kept, tmp_path):
    path, parameters = publishing.NOTEBOOKS / "tong_ket.ipynb", {"period": "2024", "data": str(shipped_data())}
    handed = keep(tmp_path / "kept", [(kept.evaluation.period, kept)], data=shipped_data())
    children = Children({**os.environ, **handed})
    ours, stock = (
        publishing.execute(path, parameters=parameters, folder=tmp_path, engine=engine, children=children)
        for engine in publishing.ENGINES
    )
    assert publishing.notebook_bytes(ours) == publishing.notebook_bytes(stock)
    assert publishing.html_bytes(ours) == publishing.html_bytes(stock)


@pytest.mark.slow
@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_batch_ends_at_once_and_leaves_no_process(how, tmp_path):
    write_folder(tmp_path / "data", {f"{y}/van_ban.csv": DOCUMENTS.replace("2024", str(y)) for y in range(2020, 2025)})
    run = [sys.executable, "-m", "toolkit", "report", "--kind", "kiem_tra", "--quiet", "--data", "data", "--out", "o"]
    heard = {"stderr": subprocess.PIPE, "text": True, "encoding": "utf-8", "start_new_session": True}
    driver = subprocess.Popen(run, cwd=tmp_path, **heard)

    def with_a_child():
        every, found = processes(), family(driver.pid)
        return any(every.get(pid, driver.pid) != driver.pid for pid in found) and found

    left = wait_for(with_a_child)
    # A terminal tells every process of the command, a system the one that it started.
    driver.send_signal(how) if how == signal.SIGTERM else os.killpg(driver.pid, how)
    said = driver.communicate(timeout=60)[1]
    assert driver.returncode == 130
    assert said.startswith("Đã dừng theo yêu cầu; 0/5 báo cáo phải lập đã là bản mới, 0 còn là bản cũ, 5 chưa có;")
    wait_for(lambda: not left & set(processes()))
    assert list(tmp_path.rglob("loi.log")) == []
    assert {
        name for path in tmp_path.rglob("run.json") for name in json.loads(path.read_text("utf-8"))["failed"]
    } == set()


def test_it_is_imported_and_stands_aside_where_the_system_lacks_what_it_needs():
    lacking = "import os, select, signal, socket, sys\nsys.modules['resource'] = None\n"
    lacking += "del os.fork, os.pidfd_open, os.sysconf, select.poll, socket.send_fds, signal.SIGKILL\n"
    look = "import papermill.engines as e, toolkit.publishing.engine as t\nprint(t.process.is_possible(), t.Limits().memory, 'thidua' in e.papermill_engines._engines)"
    said = subprocess.run([sys.executable, "-c", lacking + look], capture_output=True, text=True)
    assert said.stdout.split() == ["False", "0", "True"], said.stderr

"""A real JupyterLab for tests: its own folders, no news, no network, and the page that a browser sees."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from toolkit.publishing.publish import NOTEBOOKS

_SETTINGS = {
    "@jupyterlab/apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}
_WAIT = 180_000  # ms: the machine may be busy


@contextmanager
def lab(folder: Path, *, options: Sequence[str] = ()):
    """JupyterLab on a copy of ``kham_pha.ipynb`` and the sample's data in ``folder``; gives its address.

    ``options`` are more options of its command."""
    (folder / "notebooks").mkdir(parents=True)
    shutil.copy(NOTEBOOKS / "kham_pha.ipynb", folder / "notebooks")
    shutil.copytree(NOTEBOOKS.parent / "data", folder / "data")
    settings = folder / "jupyter/user-settings"
    for name, values in _SETTINGS.items():
        plugin, file = name.rsplit("/", 1)
        (settings / plugin).mkdir(parents=True)
        (settings / plugin / file).write_text(json.dumps(values), encoding="utf-8")
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "run"}
    own = {name: str(folder / "jupyter" / place) for name, place in places.items()}
    own |= {"JUPYTERLAB_SETTINGS_DIR": str(settings), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "jupyter/workspaces")}
    own |= {"IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": str(NOTEBOOKS.parent)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--port-retries=0"]
    command += ["--ip=127.0.0.1", f"--IdentityProvider.token={token}", "--LabApp.expose_app_in_browser=True"]
    command += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", *options]
    with (folder / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env={**os.environ, **own}, stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/api?token={token}", server, folder / "lab.log")
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/kham_pha.ipynb?token={token}"
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


def run_all(browser, address: str, *, errors: list[str], asked: list[str]):
    """The notebook in a page of 1280 × 720, every cell of it run."""
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.set_default_timeout(_WAIT)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector(".jp-Notebook")
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
    )
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_selector(".thidua table")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code')"
        ".every(w => w.model.executionCount !== null && w.model.executionState !== 'running')"
    )
    return page


def cell_errors(page) -> list[str]:
    """The errors that cells ended with."""
    return page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.filter(w => w.model.type === 'code')"
        ".flatMap(w => w.model.outputs.toJSON()).filter(o => o.output_type === 'error').map(o => o.evalue)"
    )

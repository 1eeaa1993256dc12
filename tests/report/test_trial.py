"""What a unit may try in its sheet: the steps of each target as texts, small enough for a page, the same as scenarios give."""

from __future__ import annotations

import importlib
from dataclasses import replace

from sample_folder import sample_workspace
from small import documents, write_folder

from toolkit.evaluation.workspace import Workspace
from toolkit.periods import parse_period
from toolkit.report import unit_sheet
from toolkit.report.html import section_html
from toolkit.report.model import Trial
from toolkit.report.trial import MOST_BYTES, trial_blocks
from toolkit.report.word import word_bytes
from toolkit.scenarios import Scenario, steps_of, what_if

trial = importlib.import_module("toolkit.report.trial")
P2024 = parse_period("2024")
FILES = {"2024/van_ban.csv": documents("2024", A=(5, 20), B=(14, 20), C=(17, 20))}


def test_the_sheets_of_the_sample_hold_the_steps_of_their_scenarios():
    evaluation = sample_workspace().evaluate(P2024)
    for unit in ("VP", "CSCN", "TTRA"):
        (trial,) = trial_blocks(evaluation, unit)
        assert trial.ranked == len(evaluation.units)
        assert len(section_html("5", "x", [trial])) <= MOST_BYTES
        shown = {name.partition(".")[0]: (most, steps) for name, most, steps in trial.targets}
        for id, (_, steps) in shown.items():
            target = evaluation.plan.target(id)
            found, _ = steps_of(evaluation, unit=unit, target=target, most=300)
            assert [(int(n), s.replace(",", "."), int(r), trial.bands[int(b)]) for n, s, r, b in steps] == [
                (each.cases, str(each.score), each.rank, each.band) for each in found
            ]
    assert any(isinstance(block, Trial) for block in unit_sheet(evaluation, unit="VP").section("5").blocks)


def test_a_table_that_would_be_too_large_says_up_to_how_many_it_goes(tmp_path, monkeypatch):
    evaluation = Workspace.open(write_folder(tmp_path, FILES)).evaluate(P2024)
    (whole,) = trial_blocks(evaluation, "A")
    monkeypatch.setattr(trial, "MOST_CASES", 8)
    (part,) = trial_blocks(evaluation, "A")
    assert (whole.targets[0][1], part.targets[0][1]) == (15, 8)
    assert part.targets[0][2] == whole.targets[0][2][:9]
    monkeypatch.setattr(trial, "MOST_BYTES", 60)
    (least,) = trial_blocks(evaluation, "A")
    assert least.targets[0][1] < 8
    monkeypatch.setattr(trial, "MOST_BYTES", 1)
    assert trial_blocks(evaluation, "A") == ()


def test_every_number_of_cases_of_several_units_gives_what_the_scenario_gives():
    evaluation = sample_workspace().evaluate(P2024)
    for unit in ("CSCN", "KHTC"):
        (block,) = trial_blocks(evaluation, unit)
        for name, most, steps in block.targets:
            for cases in range(most + 1):
                id = name.partition(".")[0]
                scenario = Scenario(name="n", period="2024", more={unit: {id: cases}} if cases else {})
                would = what_if(evaluation, scenario, draws=1).score(unit)
                _, score, rank, band = [each for each in steps if int(each[0]) <= cases][-1]
                assert (score.replace(",", "."), int(rank), block.bands[int(band)]) == (
                    str(would.score),
                    would.rank,
                    would.band,
                )


def test_the_page_holds_it_hidden_until_its_script_makes_the_controls_and_word_has_none_of_it():
    report = unit_sheet(sample_workspace().evaluate(P2024), unit="CSCN")
    (block,) = [each for each in report.section("5").blocks if isinstance(each, Trial)]
    page = section_html("5", "x", [block])
    assert page.count('<div class="tools try" hidden data-bands="') == 1
    assert f'data-ranked="{block.ranked}"' in page and f'data-most="{block.targets[0][1]}"' in page
    assert word_bytes(replace(report, sections=(report.section("5"),)))

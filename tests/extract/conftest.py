"""A short article and its translation, with a slip or two, in files."""

from __future__ import annotations

from pathlib import Path

import pytest

EN = """Quillhaven opens a tidal power station
Defence Minister Ilsa Marrow opened the tidal power station in Quillhaven on Monday.
The tidal power station will supply the lighthouse keepers' union.
Marrow said that the harbour fund had paid for the turbines.
Critics of the harbour fund want to see its accounts.
The turbines are made by Ostrander, and Marrow's office signed the contract.
"""
JA = """クイルヘブンで潮力発電所が操業開始
イルサ・マロウ国防相は月曜日、クイルヘブンの潮力発電所の開所式に出席した。
この潮力発電所は灯台守組合に電力を供給する。
マロウ氏は、港湾基金がタービンの費用を負担したと述べた。
港湾資金の批判者はその会計報告を見たがっている。
タービンはオストランダー社製で、マロウ大統領の事務所が契約に署名した。
"""


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return the names of both files, in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("en.txt").write_text(EN, "utf-8")
    Path("ja.txt").write_text(JA, "utf-8")
    return "en.txt", "ja.txt"

"""A picture's text, by Tesseract: a program of the operating system, asked through its standard streams.

It is optional. Nothing is written to disk, so a reader that is ended leaves no page behind.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from ingestion.readers.pdf_lines import Fragment
from ingestion.readers.pictures import Picture
from ingestion.readers.prose import clean

PACKAGES = "tesseract-ocr and tesseract-ocr-chi-sim"
_LEAST_CONFIDENCE = 70.0  # of a page, 0 to 100
_CHINESE, _WESTERN = "chi_sim", "eng"
_NOISE = 30.0  # signs of less confidence are rulings, stamps or stains; letters and figures are kept and told of
_DOUBTFUL_FIGURE = 45.0  # of a word with a digit: prices and days must not be guessed
_SIGN = re.compile(r"[\W_]+")
_STRAY_QUOTE = re.compile(r"[”’]+(?=\w)|“(?=[^”]*\Z)")  # what Chinese data make of a wide gap before a word
_DOUBTFUL = 75.0  # of a page: it may lie on its side or stand on its head
_SURE_TURN = 1.0  # Tesseract's own measure of how much better the best orientation is
_TURN = re.compile(r"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)")
_SAME_SIZE = (0.6, 1.35)  # of the usual line height: letters without strokes above or below make lines look smaller
_SHARE_OF_HAN = 0.1
_WIDE_GAP = 0.7  # in heights of a word
_WIDE_GAP_OF_HAN = 1.0  # the boxes of single Chinese letters are off by half a letter
_BROKEN_FIGURE = re.compile(r"\d[.:]\Z")  # 2. 5%: a figure that was taken for two words
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
A4_WIDTH = 595.0  # points; pages are measured as if they were that wide, so that sizes mean what they do in a PDF


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page's words with their places, in points from the lower left; `confidence` is their mean, 0 to 100.

    `doubtful` when an editor should compare the page: for the whole of it, or for a figure.
    """

    fragments: tuple[Fragment, ...]
    confidence: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, str, str]  # block, paragraph and line, as Tesseract counts them
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


@functools.cache
def languages() -> tuple[str, ...]:
    """What Tesseract can be asked for: Chinese, then perhaps English; empty when it or its Chinese is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603  our own words
    known = set(answer.stdout.split())
    return tuple(each for each in (_CHINESE, _WESTERN) if each in known) if _CHINESE in known else ()


def recognise(picture: Picture, timeout_s: float, *, upright: bool = False) -> Recognised:
    """The words of a page; a page that lies or stands on its head is turned first, unless it is known to be `upright`.

    Raises `TimeoutError` when that takes longer than `timeout_s`. Only where `languages()` are not empty.
    """
    first = _best(picture, timeout_s)
    if upright or first.confidence >= _DOUBTFUL:
        return first
    degrees = _turn(picture, timeout_s)
    turned = _best(picture.turned(degrees), timeout_s)
    return max(first, turned, key=lambda found: found.confidence)


def _best(picture: Picture, timeout_s: float) -> Recognised:
    """As Chinese, whose data know Western letters too; a page with hardly any Chinese is read better as English."""
    chinese = _recognised(picture, _CHINESE, timeout_s)
    text = "".join(fragment.text for fragment in chinese.fragments)
    if _WESTERN not in languages() or len(_HAN.findall(text)) >= _SHARE_OF_HAN * len(text):
        return chinese
    return max(chinese, _recognised(picture, _WESTERN, timeout_s), key=lambda found: found.confidence)


def _recognised(picture: Picture, language: str, timeout_s: float) -> Recognised:
    answer = _ask(picture, ("--psm", "3", "-l", language, "tsv"), timeout_s)
    words = [word for word in _words(answer) if word.confidence >= _NOISE or not _SIGN.fullmatch(word.text)]
    letters = sum(len(word.text) for word in words)
    mean = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    guessed = any(word.confidence < _DOUBTFUL_FIGURE for word in words if any(map(str.isdigit, word.text)))
    return Recognised(tuple(_fragments(words, picture)), mean, guessed or mean < _LEAST_CONFIDENCE)


def _turn(picture: Picture, timeout_s: float) -> int:
    """By how many degrees clockwise a doubtful page is best turned: as Tesseract says, or, when it says nothing that
    it is sure of, on its head, as people put pages into scanners."""
    found = _TURN.search(_ask(picture, ("--psm", "0", "-l", "osd"), timeout_s))
    degrees = int(found[1]) % 360 if found and float(found[2]) >= _SURE_TURN else 0
    return degrees or 180


def _ask(picture: Picture, arguments: Sequence[str], timeout_s: float) -> str:
    """What Tesseract writes; empty when it gives up on the picture, as it does on blank ones."""
    image = b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.pixels
    command = [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "--dpi", "200", *arguments]
    try:
        answer = subprocess.run(command, input=image, capture_output=True, timeout=timeout_s, check=False)  # noqa: S603  no shell, and no word of the file
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return answer.stdout.decode("utf-8", "replace")


def _words(table: str) -> Iterator[_Word]:
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = _STRAY_QUOTE.sub("", clean(row.get("text") or ""))
        if row.get("level") == "5" and text:
            line = (row["block_num"], row["par_num"], row["line_num"])
            places = (int(row["left"]), int(row["top"]), int(row["width"]), int(row["height"]))
            yield _Word(line, *places, float(row["conf"]), text)


def _fragments(words: Iterable[_Word], picture: Picture) -> Iterator[Fragment]:
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    heights = [max(word.height for word in line) for line in lines]
    usual = median(heights) if heights else 1
    scale = A4_WIDTH / picture.width
    for line, height in zip(lines, heights, strict=True):
        low, high = (share * usual for share in _SAME_SIZE)
        size = scale * (usual if low <= height <= high else height)
        base = scale * (picture.height - median(word.top + word.height for word in line))
        for word, following in pairwise((*line, None)):
            if word is not None:
                yield Fragment(word.text + _space(word, following), scale * word.left, base, size, bold=False)


def _space(word: _Word, following: _Word | None) -> str:
    """Words are parted, Chinese letters are not: Tesseract gives both apart. A wide gap parts whatever is beside it."""
    if following is None:
        return ""
    before, after = _HAN.match(word.text[-1]), _HAN.match(following.text)
    wide = _WIDE_GAP_OF_HAN if before and after else _WIDE_GAP
    if following.left - word.left - word.width > wide * word.height:
        return " "
    if before or after:
        return ""
    return "" if _BROKEN_FIGURE.search(word.text) and following.text[0].isdigit() else " "

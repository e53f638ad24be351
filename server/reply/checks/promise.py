"""Promise: 一定, 保证, 必到 about delivery, refunds or effects stand only where a source makes the same promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.reply.checks.compliance import findings_of
from server.reply.checks.examination import Examination
from server.reply.types import Finding

_PROMISED = re.compile(
    r"[^。；\n]*(?:承诺|保证|确保|必(?:达|到|发)|超时(?:赔|必赔)|准时达|包赔|包退|包换|不满意(?:包|可)?退)[^。；\n]*"
)
_OBJECT = re.compile(r"发货|送达|签收|到货|到账|退款|退换|退货|赔付|正品|安装|上门|质保|不(?:掉色|褪色|缩水|起球|漏水)")


def check_promise(exam: Examination) -> Iterator[Finding]:
    found = findings_of(exam, "promise")
    if not found:
        return
    for part in exam.parts:
        promised = {
            topic
            for source in part.sources
            for sentence in _PROMISED.findall(source)
            for topic in _OBJECT.findall(sentence)
        }
        for finding in found:
            if part.start <= finding.start < part.end:
                sentence = exam.subject.text[part.start : part.end]
                if not promised.intersection(_OBJECT.findall(sentence)):
                    yield finding

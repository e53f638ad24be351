"""How long the checks of a draft take: `python -m benchmarks.checks`.

A draft of about ninety characters rests on eight passages. `new` counts drafts whose passages no check has read before,
`known` the second draft from the same passages (a repair, or the next customer's question). Processor milliseconds, so
that a busy machine says the same as an idle one; the load of the packs is printed first.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from time import thread_time

from benchmarks.passages import made_passage
from knowledge.types import Passage, ShopId
from prompts.rule_packs import load_rule_packs
from server.reply.checks import Subject, run_checks
from server.reply.types import Conversation, Message, Role, Sentence

_PASSAGES = 8
_SENTENCES = [
    "现货订单付款后{n}小时内发货，预售商品按页面写的日期发货。",
    "签收次日起{n}天内支持无理由退货，吊牌完好、不影响二次销售。",
    "整机质保{n}年，压缩机质保{m}年，人为损坏不在质保范围内。",
    "实付满{n}元包邮，不满收运费{m}元，新疆、西藏除外。",
    "品名：样品{n}；活动价(元)：{n}99；日常价(元)：{m}99；适用面积(㎡)：{n}～{m}；噪音(dB(A))：18～{m}；质保：整机{n}年",
    "基础安装免费，加长铜管每米{n}元，高空作业费{m}元起。",
    "退款通过后{n}个工作日内原路退回，信用卡另看银行。",
    "滤网每{n}周清洗一次，不要暴晒，晾干后装回。",
]


def _passage(rng: random.Random, number: int) -> Passage:
    lines = [line.format(n=rng.randint(2, 60), m=rng.randint(2, 60)) for line in rng.sample(_SENTENCES, 5)]
    return made_passage(number, "\n".join(lines))


def _subject(rng: random.Random, number: int) -> Subject:
    passages = tuple(_passage(rng, number * _PASSAGES + at) for at in range(_PASSAGES))
    words = [rng.choice(passage.text.split("\n")) for passage in passages[:3]]
    sentences = (Sentence("亲，您好。"), *(Sentence(line, (at,)) for at, line in enumerate(words, 1)))
    asked = Message(Role.CUSTOMER, "几天发货，质保几年？")
    conversation = Conversation(ShopId("bench"), "c", (asked,), datetime(2026, 6, 18, tzinfo=UTC))
    return Subject("".join(one.text for one in sentences), sentences, passages, (), conversation)


def _ms(work: Callable[[], object]) -> float:
    started = thread_time()
    work()
    return (thread_time() - started) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", type=int, nargs="?", default=200)
    drafts = parser.parse_args().drafts
    started = thread_time()
    packs = load_rule_packs()
    print(f"packs   {(thread_time() - started) * 1000:6.0f} ms")
    rng = random.Random(1)
    subjects = [_subject(rng, number) for number in range(drafts)]
    run_checks(subjects[0], packs)
    times: dict[str, list[float]] = {"new": [], "known": []}
    for subject in subjects[1:]:
        times["new"].append(_ms(partial(run_checks, subject, packs)))
        times["known"].append(_ms(partial(run_checks, subject, packs)))
    print(f"draft   {statistics.mean(len(subject.text) for subject in subjects):6.0f} characters")
    for name, taken in times.items():
        taken.sort()
        p95 = taken[int(len(taken) * 0.95)]
        print(f"{name:<7} {statistics.median(taken):6.1f} ms p50 {p95:6.1f} ms p95")


if __name__ == "__main__":
    main()

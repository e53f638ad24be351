"""Made-up personal data in the many notations of chats, and what only looks like it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CITIES = ("武汉市洪山区", "成都市武侯区", "苏州市工业园区", "杭州余杭区", "长沙市岳麓区", "西安雁塔区", "佛山市顺德区")
_PROVINCES = ("湖北省", "四川省", "江苏", "浙江省", "湖南", "陕西省", "广东省", "")
_STREETS = ("珞喻路", "人民南路", "星湖街", "文一西路", "麓山南路", "科技二路", "东乐大道")
_ESTATES = ("保利花园", "金色家园", "滨江小区", "华润凤凰城", "绿地公寓", "翠苑三区", "中海国际社区")
_SCHOOLS = ("师范大学", "理工大学", "职业技术学院", "第一中学")
_VILLAGES = ("王家村", "李庄村", "桃花坪村", "下坝村")
_TOWNS = ("清水镇", "三河乡", "石桥镇")
_COUNTIES = ("监利县", "双流县", "句容市", "桐庐县")
_LEADS = ("", "亲，", "麻烦记下", "改成", "是", "我的", "帮我登记一下，", "在的话看下：")
_TAILS = ("", "，谢谢", "，别弄错了哈", "。", " 就这个", "！", "，什么时候发货")


@dataclass(frozen=True)
class Value:
    """`secret` is the part of what was written that may not be seen again."""

    kind: str
    secret: str


@dataclass(frozen=True)
class Chat:
    bubbles: tuple[str, ...]
    values: tuple[Value, ...]


def chats(rng: random.Random, count: int) -> Iterator[Chat]:
    """Each with some seven values, one to a bubble, in a random order."""
    for _ in range(count):
        written = [make(rng) for make in _MAKERS]
        rng.shuffle(written)
        bubbles, values = [], []
        for text, value in written:
            bubbles.append(f"{rng.choice(_LEADS)}{text}{rng.choice(_TAILS)}")
            values.append(value)
        if rng.random() < 0.3:  # a customer sends everything in one bubble
            bubbles = ["；".join(bubbles)]
        yield Chat((*bubbles, "这款180的多少钱"), tuple(values))


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _grouped(number: str, sizes: Sequence[int], sign: str) -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return sign.join([*parts, number[at:]] if at < len(number) else parts)


def _mobile(rng: random.Random) -> tuple[str, Value]:
    number = "1" + rng.choice("3456789") + _digits(rng, 9)
    if len(set(number)) < 4:
        number = "13857264910"
    written = rng.choice(
        [
            number,
            _grouped(number, (3, 4), " "),
            _grouped(number, (3, 4), "-"),
            _grouped(number, (3, 4), "."),
            _grouped(number, (3, 4), "—"),
            _grouped(number, (4, 3), " "),
            _grouped(number, (3, 3, 3), " "),
            " ".join(number),
            "-".join(number),
            f"+86{number}",
            f"+86 {_grouped(number, (3, 4), ' ')}",
            f"0086-{number}",
            f"（86）{number}",
            number.translate(_WIDE),
            number.translate(_CHINESE),
            number.translate(_CHINESE).replace("一", "幺"),
            _grouped(number.translate(_CHINESE), (3, 4), " "),
            _grouped(number.translate(_CHINESE), (3, 4), "，"),
            f"{number[:3]}{number[3:7].translate(_CHINESE)}{number[7:]}",
        ]
    )
    words = rng.choice(("手机{}", "电话是{}", "联系我{}", "打{}这个", "{}", "收件人电话：{}", "我号码{}打不通就发短信"))
    return words.format(written), Value("mobile", written)


def _identity(rng: random.Random) -> tuple[str, Value]:
    born = f"{rng.randint(1950, 2008)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    number = (
        f"{rng.choice(('420106', '510107', '320505', '330110'))}{born}{_digits(rng, 3)}{rng.choice('0123456789Xx')}"
    )
    written = rng.choice(
        [
            number,
            _grouped(number, (6, 8), " "),
            _grouped(number, (6, 4, 4), " "),
            _grouped(number, (6, 8), "-"),
            number.translate(_WIDE),
            _grouped(number, (3, 3, 4, 4), " "),
        ]
    )
    return rng.choice(("身份证{}", "证件号码：{}", "{}是我身份证", "实名用{}")).format(written), Value(
        "identity", written
    )


def _card(rng: random.Random) -> tuple[str, Value]:
    number = rng.choice(("6222", "6217", "4367", "5187")) + _digits(rng, rng.choice((12, 15)))
    written = rng.choice(
        [
            number,
            _grouped(number, (4, 4, 4), " "),
            _grouped(number, (4, 4, 4, 4), " ") if len(number) > 16 else _grouped(number, (4, 4, 4), "-"),
            _grouped(number, (4, 4, 4), "-"),
            number.translate(_WIDE),
            _grouped(number, (6, 6), " "),
        ]
    )
    return rng.choice(("退到卡{}", "银行卡号是{}", "工行{}", "{}建行的")).format(written), Value("card", written)


def _mail(rng: random.Random) -> tuple[str, Value]:
    name = rng.choice(("user", "li.lei", "han_mm", "zhang-san")) + _digits(rng, 4)
    written = rng.choice(
        [f"{name}@example.com", f"{name}＠example.cn", f"{name} @ example.com", f"{name}@mail.example.com.cn"]
    )
    return rng.choice(("邮箱{}", "发票发我{}", "email: {}", "发到{}就行")).format(written), Value("mail", name)


def _address(rng: random.Random) -> tuple[str, Value]:
    room = f"{rng.randint(1, 30)}栋{rng.randint(1, 4)}单元{rng.randint(101, 3302)}"
    street = f"{rng.choice(_STREETS)}{rng.randint(1, 999)}号"
    estate = rng.choice(_ESTATES)
    village = f"{rng.choice(_VILLAGES)}{rng.randint(1, 12)}组{rng.randint(1, 90)}号"
    town = f"{rng.choice(_COUNTIES)}{rng.choice(_TOWNS)}{village}"
    block = f"Room {rng.randint(101, 999)}, Building {rng.randint(1, 30)}"
    dorm = (
        f"{rng.choice(_SCHOOLS)}{rng.choice(('北区', '东区', ''))}{rng.randint(1, 20)}号宿舍楼{rng.randint(101, 699)}"
    )
    city = rng.choice(_CITIES)
    written, secret = rng.choice(
        [
            (f"{rng.choice(_PROVINCES)}{city}{street}{estate}{room}室", f"{street}"),
            (f"{city}{street}{room}", street),
            (f"{city}{estate}{room}室", f"{estate}{room}"),
            (f"{street}{estate}{room}", street),
            (f"{estate}{room}室", room),
            (f"{rng.choice(_PROVINCES)}{town}", town[-6:]),
            (f"{city}{dorm}", dorm[-6:]),
            (f"{rng.choice(_PROVINCES)} {city} {street} {estate} {room}", room),
            (f"{city}{street}，{estate}{room}室", estate),
            (f"{city[:-3]}{street}{estate}{rng.randint(1, 30)}-{rng.randint(1, 3)}-{rng.randint(101, 999)}", estate),
            (f"{block}, {rng.randint(1, 999)} Renmin South Road, Chengdu", "Renmin South Road"),
            (f"No.{rng.randint(1, 999)} Wenyi West Road, Yuhang District, Hangzhou, Zhejiang", "Wenyi West Road"),
        ]
    )  # fmt: skip
    words = rng.choice(("地址{}", "寄到{}", "收货地址：{}", "我住{}", "发{}", "地址改成{}"))
    return words.format(written), Value("address", secret)


def _order(rng: random.Random) -> tuple[str, Value]:
    number = rng.choice(("28", "38", "17")) + _digits(rng, rng.choice((14, 16, 17)))
    written = rng.choice(
        [number, f"{_digits(rng, 6)}-{_digits(rng, 15)}", f"E{_digits(rng, 13)}", _grouped(number, (4, 4, 4), " ")]
    )
    return rng.choice(("订单号{}", "订单：{}", "单号{}帮查", "订单编号 {}")).format(written), Value("order", written)


def _tracking(rng: random.Random) -> tuple[str, Value]:
    written = rng.choice(
        [
            f"SF{_digits(rng, 13)}",
            f"YT{_digits(rng, 13)}",
            f"JDVA{_digits(rng, 11)}",
            f"7{_digits(rng, 13)}",
            f"sf {_digits(rng, 13)}",
        ]
    )
    return rng.choice(("快递单号{}", "物流{}不动了", "运单号：{}", "{}到哪了")).format(written), Value(
        "tracking", written
    )


_Maker = Callable[[random.Random], tuple[str, Value]]
_MAKERS: tuple[_Maker, ...] = (_mobile, _identity, _card, _mail, _address, _order, _tracking)


def harmless() -> tuple[str, ...]:
    """What shops and customers say all day, and no model may miss."""
    return (
        "这款2,599元的和1999的有什么区别",
        "满300减40，叠加20元券一共多少",
        "XC-300和XC-3000W哪个好",
        "尺寸120*60*75cm放得下吗",
        "身高165体重98斤穿什么码",
        "SKU 100862334 还有货吗",
        "货号：880268-010 是正品吗",
        "条码6901234567892是你们的吗",
        "国标GB4806.7-2016可以吗",
        "11月11日20:00开始付尾款吗",
        "2026-11-11 20:00 的活动",
        "你们客服热线400-820-8820吗",
        "物流3天没动了怎么回事",
        "我的快递到哪了，五天还没到",
        "卧室18平，层高2.8米，买几匹",
        "订单什么时候发货",
        "新疆乌鲁木齐能发吗",
        "发到西藏要加多少运费",
        "上海当天能到吗",
        "一共3件，第2件半价吗",
        "充电宝20000毫安能上飞机吗",
        "功率1500W，电压220V",
        "我想买2台1台",
        "电池续航8到10小时",
        "36/37/38码都有吗",
        "0到6个月宝宝能用吗",
        "下单后48小时内发货吗",
        "颜色有黑白灰三种吗",
        "这个12.9寸的屏幕",
        "北方冬天零下20度能用吗",
    )

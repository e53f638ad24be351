"""Pairs of opposites in what shops say: 包邮 and 不包邮, 免费 and 收费, 支持 and 不支持."""

from __future__ import annotations

import re
from dataclasses import dataclass

_THRESHOLD = re.compile(
    r"满|达到|够|超过|不足|\d\s?(?:元|件|个|单|千米|公里|km)?(?:及)?(?:以上|起|以内|之内)|会员|新客|新人|首单|首次|第一次|仅限?|只限|限[^，。]{0,4}(?:内|地区)|"
    r"质量|质保期|保修期|人为|如果|若|凡|的话|非|活动期|[^，。]{1,8}时[，,]|券|每[年月单]"
)


@dataclass(frozen=True, slots=True)
class Axis:
    """Something said yes or no to. `closed` means that the words alone name the topic and need a source; for
    those, a source's `condition` may not be left out."""

    name: str
    yes: re.Pattern[str]
    no: re.Pattern[str]
    closed: bool
    condition: re.Pattern[str] = _THRESHOLD


AXES = (
    Axis(
        "shipping",
        re.compile(
            r"包邮(?!门槛|规则|政策|条件|区|券|范围|标准|线)|免邮|免运费|免邮费|邮费全免|运费全免|不(?:加|另)?收(?:取)?(?:任何)?(?:运|邮)费|(?:运费|邮费)(?:由)?(?:我们|我方|商家|卖家|店铺|本店|小店)(?:来)?(?:承担|出|付)"
        ),
        re.compile(
            r"不包邮|不免邮|不免运费|(?<!不)(?<!免)(?<!不加)(?<!不另)收(?:取)?\d*元?(?:运|邮)费|补(?:一下)?(?:运|邮)费|(?:运|邮)费(?:由)?(?:需要?)?(?:您|买家|顾客|客户|消费者|用户|自己?)(?:这边)?"
            r"(?:自理|自付|自行承担|承担|出|付|支付)|(?:运|邮)费自理|运费到付|快递到付|(?:非|不是)包邮"
        ),
        closed=True,
    ),
    Axis(
        "free",
        re.compile(
            r"(?<!不)(?<!非)免费|不收(?:取)?(?:任何|其他|额外)?费用?|不收[^，。；元\d]{0,4}费(?!用)|不另(?:外)?收费|不用(?:另)?(?:付|花)(?:费|钱)|0元(?:安装|清洗|上门)"
        ),
        re.compile(
            r"(?<!不)收费|不(?:是)?免费|非免费|付费|自费|另(?:外)?(?:收|付)|需(?:要)?(?:支付|收取|付)[^，。]{0,10}费"
        ),
        closed=True,
    ),
    Axis(
        "allowed",
        re.compile(
            r"(?<!不)支持|(?<!不)可以?(?!能|惜|爱|见|是|靠)|(?<!不)(?<!可)(?<!功)(?<!节)(?<!智)(?<!性)能够?(?!效|耗|量|力|源)|允许|接受"
        ),
        re.compile(
            r"不支持|不可(?!避免|多得)以?|不能够?|无法|不允许|不接受|不予|恕不|谢绝|禁止|不得|没(?:有)?办法|不提供|不办理|不享受|不适用|做不[到了]"
        ),
        closed=False,
    ),
    Axis(
        "needed",
        re.compile(r"(?<!不)(?<!无)需要?(?!求)|必须|得先"),
        re.compile(r"不需要?|无需|不用|不必|免去"),
        closed=False,
    ),
    Axis(
        "included",
        re.compile(r"(?<!不)(?<!赠)(?:附赠|赠送|标配|自带|包含|配有)"),
        re.compile(r"不(?:附赠|赠送|含|带|包含|包括|配)|(?:需|要)?另(?:外)?购|选配|没有(?:赠品|附赠)"),
        closed=False,
    ),
    Axis(
        "pickup",
        re.compile(
            r"(?<!不能)(?<!不可以)(?<!不支持)(?<!不提供)(?<!没有)(?<!无法)(?:到店|上门|门店)?自(?:提|取)(?!点|柜|件)|到店(?:取|拿|提)"
        ),
        re.compile(
            r"(?:不能|不可以?|不支持|不提供|没有|无法)(?:到店|上门|门店)?自(?:提|取)|(?:不能|不可以?|不支持|无法)到店(?:取|拿|提)"
        ),
        closed=True,
    ),
)

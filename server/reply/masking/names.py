"""Names of people where the text announces them: 收件人：…, 我叫…, …收, or beside a phone number or an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# The 200 most frequent surnames cover over 95 % of people (公安部户政管理研究中心, 全国姓名报告).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁符阮尚纪梅童凌毕单季成霍苗涂谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕"
    "屈饶解牟艾尤时穆农司卓古吉缪简车项连褚娄窦岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师仇栾隋商刁沙荣巫寇"
    "桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权"
    "强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芦都普阙浦戚伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那"
    "宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_COMPOUND = "欧阳|司马|上官|诸葛|司徒|东方|独孤|南宫|夏侯|皇甫|尉迟|公孙|慕容|令狐|端木"
_NAME = rf"(?:(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}](?:某|先生|女士|小姐|[\u4e00-\u9fff]{{1,2}}))"
_END = r"(?![\u4e00-\u9fff])"

_ANNOUNCED = re.compile(
    r"(?:收件人|收货人|寄件人|收件姓名|收货姓名|联系人|姓名|户名|持卡人|开户名|真实姓名|名字)"
    r"(?:改?[为成是叫]|[:：])?[:： ]?"
    rf"(?P<value>{_NAME}(?:{_END}|(?=电话|手机|号码|地址|住|其[他它]))|"
    r"[\u4e00-\u9fff]{2,4}(?=[ ,，。;；\n]|$)|[a-z]+(?: [a-z]+){0,2})"
)
_CALLED = re.compile(rf"(?:我叫|我是|本人|名叫|我姓名)(?P<value>{_NAME}){_END}")
_RECEIVES = re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[写给由让]))(?P<value>{_NAME})(?:\(?收\)?)(?=[ ,，。;；\n]|$)")
_ADDRESSED = re.compile(rf"[寄发交转送]给(?P<value>{_NAME})(?=先生|女士|小姐|老师)")
_NICKNAME = re.compile(
    r"(?:昵称|网名|会员名|用户名|旺旺名)(?:是|叫|为|[:：])[ ]?(?!什么|啥|多少|哪|不)"
    r"(?P<value>[^\s,，。;；!！?？]{2,20})"
)
_BEFORE = re.compile(rf"(?<![\u4e00-\u9fff])(?P<value>{_NAME})[ ,，:：;；\n]{{0,2}}(?:电话|手机|tel)?[:：]?[ ]?$")
_AFTER = re.compile(rf"[ ,，:：;；\n]{{0,2}}(?P<value>{_NAME}){_END}")
_NO_NAME = re.compile(
    r"谢谢|方便|安装|安全|全部|全款|时候|时间|明天|明白|成功|成都|平时|应该|包邮|包装|支持|"
    r"支付|和|马上|高兴|黄色|白色|蓝色|金色|银色|路上|那个|那边|那么|元|都|信息|国内|"
    r"单号|门口|万一|任何|相同|展示|来了|来的|有货|由于|强烈|连接|利用|门店"
)


def find_names(
    text: str, numbers: Sequence[tuple[int, int]], addresses: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """`numbers` and `addresses` are the spans beside which a name needs no other announcement."""
    for pattern in (_ANNOUNCED, _NICKNAME, _CALLED, _RECEIVES, _ADDRESSED):
        for match in pattern.finditer(text):
            if pattern in (_ANNOUNCED, _NICKNAME) or not _NO_NAME.match(match.group("value")):
                yield match.span("value")
    for start, end in (*numbers, *addresses):
        before = _BEFORE.search(text, max(0, start - 16), start)
        after = _AFTER.match(text, end)
        for beside in (before, after):
            if beside is not None and not _NO_NAME.match(beside.group("value")):
                yield beside.span("value")

"""Which text is for staff only (仅内部, 不对客): it may guide a draft and must never appear in one.

A mark counts where writers put marks: in a heading, a column heading, a bracket, at the start of a paragraph. In the
middle of a sentence 内部使用 is about a refrigerator, so there only the unmistakable forms count. When in doubt the
text is kept from customers.
"""

from __future__ import annotations

import functools
import re

from knowledge.text import normalise

# Unmistakable anywhere. 不得外泄 + 客户信息 is a promise to customers, not a mark.
_STRONG = re.compile(
    r"不(?:得|可|要|能|宜)?对(?:客|客户|顾客|买家|消费者)(?:$|[^\w]|公开|展示|开放|透露|承诺|说|讲|外)"
    r"|[不勿](?:得|可|要|能|许|准|宜)?对?外(?:传|泄|发给|宣|公开|透露|展示)(?!露?.{0,8}(?:信息|隐私|资料|数据))"
    r"|(?:严禁|禁止|请勿|切勿|不得|不要|不可|勿)(?:直接)?"
    r"(?:外传|外发|(?:转发|发送|发|透露|告知|告诉|展示|承诺)给?(?:客户|顾客|买家|消费者))"
    r"|仅(?:限|供)?(?:公司|店铺|团队|客服|部门|员工)?内部|仅(?:限|供)(?:客服|员工|主管|售后|运营)(?:可见|查看|使用|参考|知悉)"
    r"|(?:客服|员工|主管)(?:内部)?(?:可见|专用|自用)|\bstaff[ -]only\b|\binternal(?: use)? only\b|\bfor internal use\b"
    r"|\bdo not share with customers?\b"
)
# Enough in a label: a heading, a column heading, a bracket, the words before a colon.
_LABEL = re.compile(
    r"(?:^|\W|公司|团队|店铺|客服|部门|供|限)(?:内部(?:使用|专用|参考|资料|权限|文件|备注|口径|规定|流程|政策|培训|价|提示|备忘)(?:$|\W|说明|手册|版)"
    r"|内部用?$|对内)"
    r"|(?:客服|主管|赔付|补偿|让价|议价|审批)权限|成本价?$|进货价|进价$|采购价|供货价|底价|结算价|毛利|利润|最低可让"
    r"|\binternal\b|\bconfidential\b|\bcost price\b|\bmargin\b"
    # Withdrawn texts are kept in a sheet or section of their own: nobody may say them any more.
    r"|(?:^|\W)已?(?:停用|作废|废止|弃用|归档|禁止使用|不再使用)的?(?:话术|脚本|版本?|资料|规则|内容|条目|文案|模板|$|\W)"
)
_LABEL_CHARS = 24
_MARK_CHARS = 12
_BRACKETED = re.compile(r"[(（【\[〔](?P<inside>[^()（）【】\[\]〔〕]*)[)）】\]〕]")
_LEAD = re.compile(r"^[\s*·•\-\d.、)]*(?:[【\[(](?P<boxed>[^】\])]{1,24})[】\])]|(?P<plain>[^:,。;!?]{1,16}):)")
_SCOPE_BELOW = re.compile(r"^(?:以下|下列|下述|本节|本章|本部分|此部分|该部分)")
_SCOPE_DOCUMENT = re.compile(
    r"^(?:本|此|该)(?:文档|文件|手册|资料|表|表格|指南|话术|政策|制度|说明|页|文)|^全文|^this document"
)


@functools.lru_cache(maxsize=4096)
def marks_staff(label: str) -> bool:
    """Whether a heading, title or column heading says that what it covers is for staff."""
    text = normalise(label)
    return bool(_STRONG.search(text)) or (len(text) <= _LABEL_CHARS and bool(_LABEL.search(text)))


def is_mark(text: str) -> bool:
    """Whether the text is a mark and nothing else (a cell 仅内部): it speaks of what stands beside it."""
    rest = _STRONG.sub("", normalise(text), count=1)
    return len(rest) < len(normalise(text)) and not re.sub(r"[\W_]|使用|可见|查看|参考|资料|展示|公开", "", rest)


def is_staff(text: str) -> bool:
    """Whether a paragraph or cell says of itself that it is for staff."""
    text = normalise(text)
    if _STRONG.search(text):
        return True
    lead = _LEAD.match(text)
    if lead and marks_staff(lead["boxed"] or lead["plain"]):
        return True
    return any(_is_mark(match["inside"]) for match in _BRACKETED.finditer(text))


def covers_following(text: str) -> bool:
    """以下内容仅内部使用: whether a paragraph speaks of what stands below it, up to the next heading of its rank."""
    text = normalise(text).lstrip("*【[(- ")
    return len(text) <= 2 * _LABEL_CHARS and bool(_SCOPE_BELOW.match(text)) and is_staff(text + ":")


def covers_document(text: str) -> bool:
    """本文档仅供内部使用: whether a paragraph speaks of the whole document."""
    text = normalise(text).lstrip("*【[(- ")
    return bool(_SCOPE_DOCUMENT.match(text)) and is_staff(text)


def for_customers(text: str) -> str:
    """`text` without bracketed remarks for staff; empty when the whole of it is for staff."""
    kept = text
    for match in reversed(list(_BRACKETED.finditer(text))):
        inside = normalise(match["inside"])
        # A bracket that holds the mark alone speaks of the paragraph; one that says more is itself the remark.
        if _is_mark(inside) and (":" in inside or len(inside) > _MARK_CHARS):
            kept = kept[: match.start()] + kept[match.end() :]
    return "" if is_staff(kept) else kept


def _is_mark(inside: str) -> bool:
    return marks_staff(inside) or marks_staff(inside.partition(":")[0])

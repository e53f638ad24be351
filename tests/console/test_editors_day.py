"""An editor's day in the browser: five files dropped and watched, a date mended, published, asked, a contradiction
settled, a gap answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from knowledge.store.keys import KeyRole
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.compose import utc_now
from tests.console.conftest import Site, Tab, wait_for_job

pytestmark = pytest.mark.browser
_NAME = "晚风小家电店"
_SHOP = "z-day"  # behind the other tests' shop, which stays the one that is shown first
_FILES = {
    "发货规则.md": "# 发货规则\n\n## 发货时间\n\n付款后48小时内发货，偏远地区72小时内发货。\n",
    "补发规则.md": "# 补发规则\n\n漏发商品核实后24小时内补发。\n",
    "仓库补发.md": "# 仓库补发\n\n漏发商品核实后3天内补发。\n",
    "活动.txt": "满减活动：全店满300元减30元，可与店铺券同时使用。\n",
    "商品表.csv": "商品编码,商品名称,价格,库存,品牌\nFS-2,晚风落地扇,199,80,晚风\nDR-9,暖冬取暖器,259,20,晚风\n",
}
_DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
  return data;
}"""
_QUESTION = "遥控器坏掉了单卖么"
_ANSWER = "遥控器单卖，坏掉了找客服登记型号，19元一个。"


@pytest.fixture
def day(site: Site, tab: Callable[..., Tab]) -> Iterator[Tab]:
    """An editor's tab in a shop of its own, in which nothing is yet."""
    with site.services.database.write() as connection:
        create_shop(connection, Shop(ShopId(_SHOP), _NAME, "tmall"), utc_now())
    seen = tab(role=KeyRole.EDITOR)
    seen.go("home")
    seen.page.get_by_label("当前店铺").select_option(_SHOP)
    expect(seen.page.get_by_role("heading", name=_NAME)).to_be_visible()
    yield seen
    with site.api() as api:
        gone = api.delete(f"/shops/{_SHOP}", params={"confirm": _SHOP})
        assert gone.is_success, gone.text


def follow(seen: Tab, place: str) -> None:
    """To another page through the address, as a link would: the shop stays chosen."""
    seen.page.evaluate("(place) => { location.hash = `/${place}`; }", place)
    seen.settled()


def test_an_editors_day(day: Tab, site: Site) -> None:
    expect(day.page.get_by_text("还没有文件")).to_be_visible()
    day.page.get_by_role("link", name="上传文件").click()
    drop_and_watch(day)
    mend_the_date_and_publish(day)
    with site.api() as api:
        publish_the_others(api)
        ask_in_vain(api)
    hit_test(day, "付款后多久发货", "48小时")
    settle_the_contradiction(day, site)
    answer_the_gap(day)
    hit_test(day, _QUESTION, "19元")
    assert day.faults == []


def drop_and_watch(day: Tab) -> None:
    files = day.page.evaluate_handle(_DROP, _FILES)
    day.page.locator(".drop").dispatch_event("drop", {"dataTransfer": files})
    expect(day.page.get_by_text("已存为新文件")).to_have_count(len(_FILES))
    expect(day.page.get_by_role("row", name="发货规则.md")).to_contain_text("草稿")


def mend_the_date_and_publish(day: Tab) -> None:
    day.page.get_by_role("link", name="活动.txt").first.click()
    day.page.get_by_role("button", name="改标题").click()
    day.page.get_by_label("截止日期").fill("2099-11-11")
    day.page.get_by_role("button", name="保存").click()
    expect(day.page.locator("main")).to_contain_text("2099-11-11")
    day.page.get_by_role("button", name="发布第 1 版").click()
    expect(day.page.get_by_role("button", name="停用")).to_be_visible()


def publish_the_others(api: Any) -> None:
    """With one request each: one by one in the browser was shown above."""
    for document in api.get("/documents", params={"shop": _SHOP}).json()["documents"]:
        if document["status"] == "draft":
            wait_for_job(api, api.post(f"/documents/{document['id']}/publish"))


def ask_in_vain(api: Any) -> None:
    """As the extension does for an agent."""
    body = {"shop": _SHOP, "conversation_id": "c", "messages": [{"role": "customer", "text": _QUESTION}]}
    assert api.post("/suggestions", json=body).json()["outcome"] == "abstain"


def hit_test(day: Tab, question: str, fact: str) -> None:
    follow(day, "search")
    day.page.get_by_label("顾客的话").fill(question)
    day.page.get_by_role("button", name="提问").click()
    expect(day.page.locator(".search-passages li").first).to_contain_text(fact)
    expect(day.page.locator(".search-draft")).to_contain_text(fact)


def settle_the_contradiction(day: Tab, site: Site) -> None:
    with site.api() as api:
        wait_for_job(api, api.post("/conflicts/scan", json={"shop": _SHOP}))
    follow(day, "conflicts")
    card = day.page.locator(".conflict")
    expect(card).to_have_count(1)
    card.focus()
    day.page.keyboard.press("ArrowLeft")
    expect(card).to_have_count(0)


def answer_the_gap(day: Tab) -> None:
    follow(day, "gaps")
    expect(day.page.get_by_role("heading", name=_QUESTION)).to_be_visible()
    day.page.get_by_role("button", name="写答案").click()
    day.page.get_by_label("答案", exact=True).fill(_ANSWER)
    day.page.get_by_role("button", name="存为草稿").click()
    day.page.get_by_role("button", name="看效果").click()
    expect(day.page.get_by_text("现在能答了")).to_be_visible()
    day.page.get_by_role("button", name="发布", exact=True).click()
    day.page.get_by_role("dialog").get_by_role("button", name="发布").click()
    expect(day.page.get_by_text("已发布，这类问题已解决")).to_be_visible()
    follow(day, "jobs")
    expect(day.page.locator("main progress")).to_have_count(0)

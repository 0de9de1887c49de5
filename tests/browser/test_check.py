"""Can I take these together, asked by a person with a browser."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.conftest import Served, expect, fits, go_by, settled
from tests.browser.test_access import violations


def add(page: Any, text: str) -> None:
    page.get_by_role("combobox").fill(text)
    page.get_by_role("button", name="Add to the list").click()
    page.locator(".chip", has_text=text).wait_for()


def answer(page: Any) -> Any:
    """The sentence of the answer, of what stands there once nothing is on its way."""
    settled(page)
    return expect(page.locator("#answer-head"))


def test_a_person_asks_and_is_answered(page: Any) -> None:
    """LDN with an SSRI needs no action; the tramadol that is put to it must not be taken with LDN."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Can I take these together?")
    add(page, "LDN 4.5 mg at 22:00")
    add(page, "sertraline 100 mg daily")
    answer(page).to_have_text("Nothing was found that needs action.")
    page.get_by_text("Checked and clear:").click()
    assert page.locator(".clear-areas li").count() > 10
    add(page, "tramadol 50 mg prn")
    answer(page).to_have_text(re.compile("^Ask before you take these: 1 to avoid"))
    card = page.locator("article.card").first
    expect(card).to_contain_text("1 · Avoid")
    expect(card).to_contain_text("Do not take them together")
    card.get_by_text("How it comes about, and when").click()
    assert card.locator(".chain li").count() >= 2
    card.get_by_text("sources").click()
    expect(card.locator(".sources li .mark").first).to_be_visible()
    page.get_by_role("button", name="Take “tramadol 50 mg prn” off the list").click()
    page.locator(".chip", has_text="tramadol").wait_for(state="detached")
    answer(page).to_have_text("Nothing was found that needs action.")


def test_what_is_not_known_is_never_dropped(page: Any) -> None:
    add(page, "sertraline 50 mg")
    add(page, "blorbamine 20 mg")
    answer(page).to_have_text("Not everything could be checked.")
    told = expect(page.locator("section.answer"))
    told.to_contain_text("Not recognised, and not checked: “blorbamine 20 mg”.")
    told.to_contain_text("No finding does not mean that it is safe")


def test_who_takes_it_changes_the_answer(page: Any) -> None:
    """A label's contraindication: metformin below an eGFR of 30."""
    add(page, "metformin 1000 mg bid")
    page.get_by_text("About the person").click()
    page.get_by_label("Kidney function (eGFR)").fill("25")
    page.get_by_role("button", name="Use these details").click()
    page.locator("section.answer.stop").wait_for()
    page.reload()
    expect(page.locator("#f-egfr")).to_have_value("25")


@pytest.mark.parametrize(("field", "value", "told"), [
    ("Age in years", "old", "An age is a number from 0 to 130."),
    ("Kidney function (eGFR)", "999", "The eGFR is a number from 0 to 250."),
])  # fmt: skip
def test_what_cannot_be_meant_is_told_beside_its_field(
    page: Any, field: str, value: str, told: str
) -> None:
    page.get_by_text("About the person").click()
    page.get_by_label(field).fill(value)
    page.get_by_role("button", name="Use these details").click()
    page.get_by_text(told).wait_for()
    expect(page.get_by_label(field)).to_have_value(value)
    page.seen.noted("422")


def test_names_come_while_typing_and_are_taken_by_key(page: Any) -> None:
    box = page.get_by_role("combobox")
    names = page.locator("#f-name-list [role=option]")
    with page.expect_response(lambda reply: reply.request.post_data == "q=sertral") as reply:
        box.press_sequentially("sertral", delay=20)
    named = [each["name"] for each in reply.value.json()]
    expect(names).to_have_count(len(named))
    expect(names.first).to_have_attribute("data-name", named[0])
    settled(page)
    box.press("ArrowDown")
    expect(names.first).to_have_attribute("aria-selected", "true")
    box.press("Enter")
    expect(box).to_have_value("Sertraline ")
    box.press_sequentially("50 mg")
    box.press("Enter")
    page.locator(".chip", has_text="Sertraline 50 mg").wait_for()


def test_back_and_reload_keep_the_list(page: Any) -> None:
    add(page, "warfarin 5 mg")
    page.reload()
    expect(page.locator(".chip")).to_have_count(1)
    page.goto(page.url.rstrip("/") + "/nowhere")
    expect(page.locator("main")).to_contain_text("no such page")
    page.seen.noted("404")
    page.go_back()
    expect(page.locator(".chip", has_text="warfarin 5 mg")).to_have_count(1)


def test_no_address_names_a_medicine(page: Any) -> None:
    box = page.get_by_role("combobox")
    box.press_sequentially("warfar", delay=20)
    page.locator("#f-name-list [role=option]").first.wait_for()
    add(page, "warfarin 5 mg")
    add(page, "aspirin 75 mg")
    page.locator(".pairs td a").first.click()
    expect(page).to_have_url(re.compile("#"))
    assert not [each for each in page.seen.addresses if "warf" in each.lower() or "aspir" in each.lower()]
    assert "warf" not in page.url and "aspir" not in page.url


def test_what_was_typed_survives_a_service_that_is_gone(page: Any, served: Served) -> None:
    add(page, "lisinopril 10 mg")
    served.stop()
    page.get_by_role("combobox").fill("amlodipine 5 mg")
    page.get_by_role("button", name="Add to the list").click()
    page.get_by_role("alert").wait_for()
    page.seen.noted("net::ERR_", "htmx:error")
    served.start()
    expect(page.get_by_role("combobox")).to_have_value("amlodipine 5 mg")
    page.get_by_role("button", name="Add to the list").click()
    page.locator(".chip", has_text="amlodipine 5 mg").wait_for()
    expect(page.locator(".chip", has_text="lisinopril 10 mg")).to_have_count(1)


def test_two_tabs_share_the_list(page: Any) -> None:
    add(page, "warfarin 5 mg")
    other = page.context.new_page()
    other.goto(page.url)
    add(other, "ibuprofen 400 mg")
    page.reload()
    expect(page.locator(".chip")).to_have_count(2)


def test_hostile_text_stays_text(page: Any) -> None:
    for text in (
        '<img src=x onerror="document.title=1">',
        '"><script>document.title=2</script>',
        "{{7*7}}",
    ):
        add(page, text)
    settled(page)
    assert page.title() == "Check · cotake"
    expect(page.locator("main")).to_contain_text("{{7*7}}")
    assert page.locator("main img, main script").count() == 0


def test_forgetting_leaves_nothing(page: Any) -> None:
    add(page, "warfarin 5 mg")
    page.get_by_role("combobox").fill("half typed")
    page.get_by_role("button", name="Forget the list and the person").click()
    page.locator(".chip").wait_for(state="detached")
    settled(page)
    expect(page.get_by_role("combobox")).to_have_value("")
    page.reload()
    expect(page.get_by_role("combobox")).to_have_value("")
    expect(page.locator(".chip")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage).length + Object.keys(localStorage).length") == 0


def test_the_longest_list_is_kept_by_the_browser(page: Any) -> None:
    for number in range(13):
        text = f"{number}x" * 100 + " " + "y" * 200
        page.get_by_role("combobox").fill(text[:400])
        page.get_by_role("button", name="Add to the list").click()
        page.locator(".chip").nth(number).wait_for()
    page.reload()
    expect(page.locator(".chip")).to_have_count(13)


def test_twelve_medicines_fit_the_screen(page: Any) -> None:
    for text in ("sertraline 100 mg", "warfarin 5 mg", "ibuprofen 400 mg tid", "simvastatin 40 mg",
                 "clarithromycin 500 mg bid", "lisinopril 20 mg", "spironolactone 25 mg", "tramadol 50 mg",
                 "amiodarone 200 mg", "digoxin 125 mcg", "hydrochlorothiazide 25 mg",
                 "dextromethorphan-doxylamine-paracetamol-and-a-long-name-without-any-space"):  # fmt: skip
        add(page, text)
    fits(page)
    expect(page.locator(".pairs tbody tr")).to_have_count(11)


def test_spanish_and_every_theme(page: Any) -> None:
    page.get_by_text("View", exact=True).click()
    page.get_by_label("Language").select_option("es")
    page.get_by_label("Colours").select_option("contrast")
    go_by(page, page.get_by_role("button", name="Apply"))
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Puedo tomar esto junto?")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_the_whole_of_it_without_a_script(browser: Any, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.link)
    for text in ("LDN 4.5 mg", "tramadol 50 mg"):
        page.fill("#f-name", text)
        go_by(page, page.locator("button.main"))
    expect(page.locator("#answer-head")).to_contain_text("1 to avoid")
    context.close()


def test_the_first_page_is_light(browser: Any, served: Served) -> None:
    """Under 100 kB with its style and scripts, as they come over the wire."""
    context = browser.new_context()
    page = context.new_page()
    replies: list[Any] = []
    page.on("response", lambda reply: replies.append(reply))
    page.goto(served.link, wait_until="networkidle")
    sizes = [len(reply.body()) for reply in replies if reply.status == 200]
    assert len(sizes) >= 4 and sum(sizes) < 100_000
    context.close()


def test_it_is_asked_and_answered_in_spanish(browser: Any, served: Served) -> None:
    """By somebody whose browser is Spanish; nothing to set, and no word of the answer in English."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="es-MX")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(served.link)
    for text in ("LDN 4,5 mg por la noche", "tramadol 50 mg si duele"):
        page.get_by_role("combobox").fill(text)
        page.get_by_role("button", name="Añadir a la lista").click()
        page.locator(".chip", has_text=text).wait_for()
    card = page.locator("article.card").first
    card.get_by_text("No combine naltrexona a dosis bajas con tramadol.").wait_for()
    for summary in page.locator("main summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator('main [lang="en"]:not(.sources):not(option)').count() == 0
    assert violations(page) == []
    context.close()

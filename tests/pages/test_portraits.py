"""Photographs and recorded names on the pages: kept and seen by the right adults, and gone when removed."""

from __future__ import annotations

import io
import os
import re
from typing import Any

import httpx
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select

from kiosk.voice import sound
from sync.service import media, portraits
from sync.service.db.models import AuditEntry, Pupil, Staff
from tests.pages import school
from tests.pages.site import Site
from tests.photographs import photograph

KASIA, FINN = school.pupil_id("Kasia"), school.pupil_id("Finn")
BELL, OKORO = school.an_id("staff", "adult"), school.an_id("staff", "practitioner")


def client(site: Site, who: str | None) -> httpx.Client:
    return httpx.Client(base_url=site.running.url, cookies=site.cookies(who), follow_redirects=True)


def send(http: httpx.Client, path: str, content: bytes | None = None, **fields: str) -> httpx.Response:
    """Send one of a page's forms, with a file where there is one, as a browser without JavaScript does."""
    token = re.search(r'name="_csrf_token" value="([^"]+)"', http.get("/account").text)
    assert token
    parts: dict[str, Any] = {name: (None, value) for name, value in {"_csrf_token": token[1], **fields}.items()}
    if content is not None:
        parts["file"] = ("chosen", content)
    return http.post(path, files=parts)


def upload(page: Page, label: str, content: bytes, name: str, button: str) -> None:
    page.get_by_label(label, exact=True).set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name=button).click()


def kept(site: Site, whose: type[Pupil] | type[Staff], id_: object) -> tuple[bytes | None, list[str]]:
    """The bytes of a photograph, and the languages of the recorded names."""
    with site.service.db.read() as session:
        found = session.get_one(whose, (site.service.school_id, id_))
        photo = portraits.photo_of(session, found)
        names = list(portraits.names_of(session, found))
    file = media.file_of(site.service, photo.sha256) if photo else None
    return file.read_bytes() if file else None, names


def test_an_adult_of_the_class_keeps_and_removes_a_photo_and_a_name(site: Site) -> None:
    """With what every browser has, and sees and hears at once what is kept."""
    page = site.page("adult", javascript=False)
    page.goto(site.url(f"/pupils/{FINN}"))
    page.get_by_role("link", name="Photo and name").click()
    expect(page.get_by_text("No photo. The class wall shows the animal.")).to_be_visible()
    upload(page, "A photo", photograph(6), "finn.jpg", "Keep this photo")
    shown = page.get_by_alt_text("Finn R., as the tablet shows them")
    expect(shown).to_be_visible()
    assert shown.evaluate("async e => { await e.decode(); return e.naturalWidth; }") == 480
    upload(page, "A recording", sound("tap").read_bytes(), "finn.ogg", "Keep this recording")
    expect(page.get_by_label("Finn R., recorded in English")).to_have_attribute("src", re.compile("/name/en"))
    page.get_by_label("The animal").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("The animal")).to_be_checked()
    assert kept(site, Pupil, FINN)[1] == ["en"]

    page.get_by_role("button", name="Remove the photo").click()
    page.get_by_role("button", name="Remove the name in English").click()
    expect(page.get_by_text("No photo. The class wall shows the animal.")).to_be_visible()
    assert kept(site, Pupil, FINN) == (None, [])


def test_a_cameras_photo_is_made_smaller_before_it_is_sent(site: Site) -> None:
    """What a telephone takes is far larger than a tablet shows, and than the service takes."""
    noise = Image.frombytes("RGB", (1800, 2400), os.urandom(1800 * 2400 * 3))
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=90)
    assert len(out.getvalue()) > media.LIMIT
    page = site.page("practitioner")
    page.goto(site.url("/account/picture"))
    field = page.get_by_label("A photo", exact=True)
    field.set_input_files({"name": "camera.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    page.wait_for_function("e => e.files[0].name === 'photo.jpg'", arg=field.element_handle())
    page.get_by_role("button", name="Keep this photo").click()
    expect(page.get_by_role("button", name="Remove the photo")).to_be_visible()
    photo, _ = kept(site, Staff, OKORO)

    assert photo is not None
    assert Image.open(io.BytesIO(photo)).size == (960, 1280)


@pytest.mark.parametrize(
    ("do", "content", "said"),
    [
        ("keep photo", b"\xff\xd8\xff" + bytes(media.LIMIT), "larger than 2 MB"),
        ("keep photo", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Give it as JPEG or PNG"),
        ("keep photo", photograph(1)[:500], "not whole"),
        ("keep photo", None, "Choose a file first"),
        ("keep name", b"ID3 an mp3", "Give it as Ogg"),
        ("wall", None, "Choose the photo or the animal"),
        ("something else", None, "Choose the photo or the animal"),
    ],
)
def test_what_cannot_be_kept_is_said_with_its_cure(shared: Site, do: str, content: bytes | None, said: str) -> None:
    """On the page itself; what was kept before stays."""
    with client(shared, "adult") as http:
        answer = send(http, f"/pupils/{KASIA}/photo", content, do=do, language="en")

    assert answer.status_code == 400
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert kept(shared, Pupil, KASIA)[0] is not None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adult", 200),
        ("practitioner", 200),
        ("dsl", 200),
        ("other_adult", 404),
        ("it", 403),
        ("head", 403),
        (None, 303),
    ],
)
def test_a_childs_photo_and_name_are_for_the_adults_who_may_open_the_child(
    shared: Site, who: str | None, status: int
) -> None:
    """The page, the picture, the recording and the form alike; nothing of it is kept by a browser."""
    paths = (f"/pupils/{KASIA}/photo", f"/portraits/{KASIA}/photo", f"/portraits/{KASIA}/name/pl")
    with httpx.Client(base_url=shared.running.url, cookies=shared.cookies(who)) as http:
        answers = [http.get(path) for path in paths]

    assert [each.status_code for each in answers] == [status] * 3
    assert {each.headers["cache-control"] for each in answers} == {"no-store"}
    if status == 200:
        assert [each.headers["content-type"] for each in answers[1:]] == ["image/jpeg", "audio/ogg"]
        assert {each.headers["x-content-type-options"] for each in answers} == {"nosniff"}
    if who in ("other_adult", "it", "head"):
        with client(shared, who) as http:
            assert send(http, paths[0], do="remove photo").status_code == status
        assert kept(shared, Pupil, KASIA)[0] is not None


@pytest.mark.parametrize(
    "path", [f"/portraits/{FINN}/photo", f"/portraits/{KASIA}/name/ur", f"/grown-ups/{OKORO}/photo"]
)
def test_what_is_not_kept_is_not_found(shared: Site, path: str) -> None:
    """For those who might see it too."""
    with client(shared, "practitioner") as http:
        assert http.get(path).status_code == 404


def test_a_child_who_has_left_has_no_page_for_a_photo(site: Site) -> None:
    """Nothing can be kept that would not go again."""
    with site.service.db.write() as session:
        session.get_one(Pupil, (site.service.school_id, FINN)).left_on = school.TODAY
    with client(site, "practitioner") as http:
        assert http.get(f"/pupils/{FINN}/photo").status_code == 404
        assert send(http, f"/pupils/{FINN}/photo", photograph(1), do="keep photo").status_code == 404


def test_a_grown_up_is_offered_to_the_classes_that_were_ticked(site: Site) -> None:
    """By IT here; the list says where, and which children may choose them is written down."""
    page = site.page("it", javascript=False)
    page.goto(site.url("/grown-ups"))
    page.get_by_role("link", name="Mr Bell").click()
    page.get_by_label("These classes").check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one class")
    page.get_by_label("These classes").check()
    page.get_by_label("2B", exact=True).check()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_label("2B", exact=True)).to_be_checked()
    page.goto(site.url("/grown-ups"))
    expect(page.get_by_role("link", name="Mr Bell")).to_contain_text("2B · name recorded")
    page.get_by_role("link", name="Sam Reed not offered").click()
    page.get_by_label("Children may choose this adult").check()
    page.get_by_label("Every class").check()
    page.get_by_role("button", name="Save").first.click()
    page.goto(site.url("/grown-ups"))
    expect(page.get_by_role("link", name="Sam Reed every class")).to_be_visible()
    with site.service.db.read() as session:
        said = session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "chose where an adult is offered"))
        assert set(said) == {f"{BELL}: 1 chosen", f"{school.an_id('staff', 'it')}: all"}


def test_an_adult_changes_their_own_picture_and_nobody_elses(site: Site) -> None:
    """Under My account; the page about all of them is not theirs."""
    page = site.page("adult", javascript=False)
    page.goto(site.url("/account"))
    page.get_by_role("link", name="My picture and name").click()
    page.get_by_role("button", name="Remove the photo").click()
    page.get_by_label("Picture 7").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Picture 7")).to_be_checked()
    with client(site, "adult") as http:
        others = [
            http.get(path).status_code for path in ("/grown-ups", f"/grown-ups/{BELL}", f"/grown-ups/{BELL}/photo")
        ]
        wrong = send(http, "/account/picture", do="draw", picture="frog")
    with site.service.db.read() as session:
        bell = session.get_one(Staff, (site.service.school_id, BELL))

    assert (bell.picture, kept(site, Staff, BELL)) == ("adult_7", (None, ["en"]))
    assert others == [403, 403, 403]
    assert (wrong.status_code, "Choose one of the drawn pictures" in wrong.text) == (400, True)


def test_who_is_here_for_one_day_changes_no_photo(site: Site) -> None:
    """Neither a child's nor their own: they are shown on no tablet."""
    with site.service.db.write() as session:
        session.get_one(Staff, (site.service.school_id, BELL)).ends_at = school.at(school.TODAY, "23:00")
    with client(site, "adult") as http:
        statuses = [http.get(path).status_code for path in (f"/pupils/{KASIA}/photo", "/account/picture")]
        child = http.get(f"/pupils/{KASIA}?show=1").text

    assert statuses == [403, 403]
    assert "Photo and name" not in child

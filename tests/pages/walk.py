"""Every page there is, with somebody who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.pages import office, planned, school, visit


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the walk."""

    name: str
    path: str
    who: str | None = "practitioner"


KASIAS_FLAG = school.an_id("flag", "Kasia", "R4", date(2026, 11, 20))

STOPS = (
    Stop("sign-in", "/sign-in", None),
    Stop("today-covered", "/"),
    Stop("today", "/?show=1"),
    Stop("today-school", "/?class=school&show=1"),
    Stop("today-caseload", "/?class=mine&show=1"),
    Stop("today-caseload-empty", "/?class=mine", "dsl"),
    Stop("today-print", "/today/print"),
    Stop("flags-covered", "/flags"),
    Stop("flags", "/flags?show=1"),
    Stop("flag", f"/flags/{KASIAS_FLAG}?show=1"),
    Stop("away", "/away"),
    Stop("pupils", "/pupils"),
    Stop("pupil-covered", f"/pupils/{school.pupil_id('Kasia')}"),
    Stop("pupil", f"/pupils/{school.pupil_id('Kasia')}?show=1"),
    Stop("pupil-opted-out", f"/pupils/{school.pupil_id('Omar')}?show=1"),
    Stop("pupil-merged", f"/pupils/{school.pupil_id('Poppy')}?show=1"),
    Stop("visitor", f"/pupils/{visit.VISITOR_ID}?show=1"),
    Stop("pupil-tablet", f"/pupils/{school.pupil_id('Kasia')}/tablet", "adult"),
    Stop("pupil-photo", f"/pupils/{school.pupil_id('Kasia')}/photo", "adult"),
    Stop("plans-covered", "/plans"),
    Stop("plans", "/plans?show=1"),
    Stop("plan", f"/plans/{planned.PLAN_ID}?show=1"),
    Stop("plan-form", f"/pupils/{school.pupil_id('Finn')}/plan"),
    Stop("put-right", f"/check-ins/{planned.ISLAS_CHECK_IN}/right?show=1"),
    Stop("patterns-covered", "/patterns"),
    Stop("patterns", "/patterns?show=1", "head"),
    Stop("patterns-class", f"/patterns?of={school.class_id('4W')}&show=1"),
    Stop("audit", "/audit", "dsl"),
    Stop("calendar", "/calendar", "it"),
    Stop("roster", "/roster"),
    Stop("roster-plan", f"/roster/{office.DRAFT_ID}"),
    Stop("roster-stopped", f"/roster/{office.STOPPED_ID}", "it"),
    Stop("roster-thousand", f"/roster/{office.WHOLE_ID}", "dsl"),
    Stop("wonde", "/roster/wonde", "it"),
    Stop("settings", "/settings"),
    Stop("settings-class", "/settings", "adult"),
    Stop("flag-rules", "/settings/flags"),
    Stop("keeping", "/settings/keeping"),
    Stop("framework", "/settings/framework"),
    Stop("own-words", "/settings/words"),
    Stop("own-words-urdu", "/settings/words?language=ur"),
    Stop("concern", "/concern"),
    Stop("telling", "/telling"),
    Stop("tablets-seen", "/devices"),
    Stop("tablets", "/devices", "it"),
    Stop("staff", "/staff", "it"),
    Stop("staff-lead", "/staff", "dsl"),
    Stop("staff-one", f"/staff/{school.an_id('staff', 'adult')}", "it"),
    Stop("grown-ups", "/grown-ups"),
    Stop("grown-up", f"/grown-ups/{school.an_id('staff', 'adult')}", "it"),
    Stop("account", "/account"),
    Stop("own-picture", "/account/picture"),
    Stop("class-sign-ins", "/class-sign-ins"),
    Stop("code", "/code", None),
    Stop("not-yours", "/flags", "it"),
    Stop("not-found", "/nothing", "practitioner"),
)

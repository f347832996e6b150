"""From what departments say on the home page (plain data of the contract) to the home page's views."""

from typing import Any

from dapur.contract import HomeCard, HomeChart, HomeTask, Words
from dapur.language.dates import format_date, relative_day
from dapur.language.numbers import compact_money, format_money, format_number
from dapur_web import views
from dapur_web.server.gate import Visitor


def as_views(visitor: Visitor, slot: str, content: Any) -> list[Any]:
    """Views for a panel's content: one thing, a list of things, or None."""
    items = content if isinstance(content, (list, tuple)) else [] if content is None else [content]
    return [_view(visitor, item) for item in items]


def _view(visitor: Visitor, item: Any) -> Any:
    match item:
        case HomeCard():
            return _card(visitor, item)
        case HomeTask():
            return task_view(visitor, item)
        case HomeChart():
            return _chart(visitor, item)
    raise TypeError(f"the home page shows cards, charts and tasks, not {type(item).__name__}")


def _card(visitor: Visitor, card: HomeCard) -> views.CardView:
    say = visitor.say
    company = visitor.company
    if card.money:
        text = compact_money(card.value, company.currency, visitor.language)
        full = format_money(card.value, company.currency, company.decimals, visitor.language, bare=False)
    else:
        text = full = format_number(card.value, visitor.language)
    return views.CardView(
        say(card.title), text, f"{visitor.base}/{card.address}" if card.address else "", full, say(card.note), card.tone
    )


def task_view(visitor: Visitor, task: HomeTask, department: Words = "") -> views.TaskView:
    """Something to do, in the visitor's words; `department`: where it comes from."""
    say = visitor.say
    due = say(relative_day(task.due, visitor.reader.today, due=True)) if task.due else ""
    return views.TaskView(
        say(task.title),
        f"{visitor.base}/{task.address}",
        say(task.detail),
        due,
        task.due.isoformat() if task.due else "",
        format_date(task.due, visitor.language) if task.due else "",
        bool(task.due and task.due < visitor.reader.today),
        task.icon,
        say(department),
        task.key,
    )


def _chart(visitor: Visitor, chart: HomeChart) -> views.ChartView:
    say = visitor.say
    company = visitor.company
    points = [
        views.ChartPoint(
            say(label), str(value), format_money(value, company.currency, company.decimals, visitor.language, bare=False)
        )
        for label, value in chart.points
    ]
    return views.ChartView(
        say(chart.title), say(chart.sentence), points, f"{visitor.base}/{chart.address}" if chart.address else ""
    )

"""Words of tax codes."""

from dapur.contract import Choice, _

TAX_KINDS = (Choice("tax", _("Tax on the price")), Choice("withholding", _("Withheld by who pays")))
TAX_SIDES = (Choice("sales", _("Sales")), Choice("purchase", _("Purchases")), Choice("both", _("Both")))
TREATMENTS = (
    Choice("standard", _("Standard")),
    Choice("zero", _("Zero rate")),
    Choice("exempt", _("Exempt")),
    Choice("reverse_charge", _("Reverse charge")),
)
CHECKED = (Choice("checked", _("Checked")), Choice("unchecked", _("Not checked: written from memory")))
CHECKED_TONES = {"checked": "green", "unchecked": "yellow"}
USUAL_ON = (Choice("", _("Nothing")), *TAX_SIDES)
BOXES = (
    Choice("sales_standard", _("Sales, standard rate")),
    Choice("sales_zero", _("Sales, zero rate")),
    Choice("sales_exempt", _("Sales, exempt")),
    Choice("purchases_standard", _("Purchases, tax got back")),
    Choice("purchases_zero", _("Purchases, zero rate")),
    Choice("purchases_exempt", _("Purchases, exempt")),
    Choice("non_deductible", _("Purchases, tax not got back")),
    Choice("reverse_charge", _("Reverse charge")),
    Choice("withheld", _("Withheld")),
)

"""What may be wrong with an input or a file, whichever department reads it: code and meaning."""

from dapur.contract import ErrorCode, _

INPUT_CODES = (
    ErrorCode("REQUIRED", _("Something must be entered here.")),
    ErrorCode("TOO_SHORT", _("The text has too few letters.")),
    ErrorCode("TOO_LONG", _("The text or number is too long.")),
    ErrorCode("TOO_FEW", _("More lines are needed.")),
    ErrorCode("TOO_MANY", _("There are too many lines.")),
    ErrorCode("TOO_MANY_DECIMALS", _("The number has more decimals than its currency or unit.")),
    ErrorCode("NOT_A_NUMBER", _("This is no number.")),
    ErrorCode("NOT_WHOLE", _("The number has a fraction where only whole ones count.")),
    ErrorCode("NOT_A_DATE", _("This is no date of the calendar.")),
    ErrorCode("NOT_A_TIME", _("This is no time.")),
    ErrorCode("NOT_A_FLAG", _("This is neither yes nor no.")),
    ErrorCode("NOT_TEXT", _("This is no text.")),
    ErrorCode("NOT_A_LIST", _("This is no list.")),
    ErrorCode("NOT_FIELDS", _("These are no named fields.")),
    ErrorCode("NOT_A_KEY", _("This is no key that Dapur gave.")),
    ErrorCode("NOT_ALLOWED", _("The value is not one of those allowed.")),
    ErrorCode("NOT_CHOSEN", _("What was typed is none of the offered choices.")),
    ErrorCode("UNCLEAR", _("What was typed has more than one meaning.")),
    ErrorCode("UNKNOWN_FIELD", _("There is no such field.")),
    ErrorCode("TOO_SMALL", _("The number is too small.")),
    ErrorCode("TOO_LARGE", _("The number is too large.")),
    ErrorCode("TOO_EARLY", _("The date is too early.")),
    ErrorCode("TOO_LATE", _("The date is too late.")),
    ErrorCode("NUMBER_NOT_CLEAR", _("The number can be read in two ways.")),
    ErrorCode("NUMBER_TOO_LONG", _("The number has too many digits.")),
    ErrorCode("DATE_TOO_FAR", _("The year is outside the calendar of business.")),
    ErrorCode("TOO_MANY_ROWS", _("There are more rows than a file or a page holds.")),
    ErrorCode("FOREIGN_REQUEST", _("The request does not come from a page of ours, or the page is too old.")),
)

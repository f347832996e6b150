"""The tables of core."""

# It kept files that mails carry by naming their table inside the function; 0013 levels it.
EARLIER_FORMS = {"0008_mail.sql": ("d1b68ac5ef1ab6f11737dffd690b9fa2cffa63e5d6cf3b813005e31d5b147206",)}

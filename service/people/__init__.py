"""Who works at the helpline: accounts, roles, sign-in, sessions and the audit trail."""

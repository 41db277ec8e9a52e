"""The helpline: callers, cases, tickets and what is sent to them; telephony itself stays outside, behind adapters."""

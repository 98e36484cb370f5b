"""May this person keep a service, write a plan, ask a provider, answer for one?"""

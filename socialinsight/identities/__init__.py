"""One person's accounts: joined when the user says so, only suggested otherwise."""

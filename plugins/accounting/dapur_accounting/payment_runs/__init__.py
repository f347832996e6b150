"""Payment runs: what a run says, its approval, and the files that go to the bank."""

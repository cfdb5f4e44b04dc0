"""Mail: what each person is told, the outbox where it is reviewed, and how it leaves."""

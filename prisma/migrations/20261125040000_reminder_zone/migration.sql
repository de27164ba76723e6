-- Somebody who only switches mails off by the link in one has not said which clock is theirs.
ALTER TABLE "ReminderPreference" ALTER COLUMN "zone" DROP NOT NULL;

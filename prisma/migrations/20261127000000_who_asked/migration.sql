-- Who has asked for a pre-mortem may remove it. Of those that are kept already nobody knows.
ALTER TABLE "Premortem" ADD COLUMN "userId" TEXT;

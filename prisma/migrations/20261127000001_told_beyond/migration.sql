-- The end of an import of thousands of documents tells of all of them. Beyond some their ids are not kept with each delivery, but counted.
ALTER TABLE "WebhookDelivery" ADD COLUMN "aboutMore" INTEGER NOT NULL DEFAULT 0;

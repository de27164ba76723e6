-- Each process dated what feeds say by when it first saw it, so that two of them could give one date to two contents.
CREATE TABLE "KeptCopy" (
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "KeptCopy_pkey" PRIMARY KEY ("name")
);

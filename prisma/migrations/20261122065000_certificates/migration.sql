-- AlterTable
ALTER TABLE "enrolment" ADD COLUMN     "confirmed_name" TEXT,
ADD COLUMN     "confirmed_native" TEXT,
ADD COLUMN     "name_confirmed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "event" ADD COLUMN     "dossier" JSONB,
ADD COLUMN     "supervision" TEXT,
ADD COLUMN     "valid_months" INTEGER;

-- AlterTable
ALTER TABLE "certificate" ADD COLUMN     "credential" JSONB,
ADD COLUMN     "score_shown" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "status_index" INTEGER,
ADD COLUMN     "status_list" INTEGER,
ADD COLUMN     "valid_until" DATE;

-- CreateTable
CREATE TABLE "signing_key" (
    "id" TEXT NOT NULL,
    "controller" TEXT NOT NULL,
    "public_key_multibase" TEXT NOT NULL,
    "sealed_secret" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_list" (
    "number" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "signed" JSONB NOT NULL,
    "signed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "stale" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "status_list_pkey" PRIMARY KEY ("number","purpose")
);

-- CreateTable
CREATE TABLE "release_batch" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "released_by_id" UUID NOT NULL,
    "person_ids" UUID[],
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "release_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dossier_return" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "returned_by_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dossier_return_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "release_decision" (
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "decided_by_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "release_decision_pkey" PRIMARY KEY ("event_id","person_id")
);

-- CreateTable
CREATE TABLE "certificate_template" (
    "organization_id" UUID NOT NULL,
    "colours" JSONB NOT NULL,
    "logo_id" UUID,
    "signature_id" UUID,
    "signatory" TEXT,
    "words" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "certificate_template_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "transcript" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "person_id" UUID,
    "snapshot" JSONB NOT NULL,
    "specimen" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "transcript_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "release_batch_event_id_idx" ON "release_batch"("event_id");

-- CreateIndex
CREATE INDEX "release_batch_finished_at_idx" ON "release_batch"("finished_at");

-- CreateIndex
CREATE INDEX "dossier_return_event_id_idx" ON "dossier_return"("event_id");

-- CreateIndex
CREATE INDEX "release_decision_person_id_idx" ON "release_decision"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "transcript_code_key" ON "transcript"("code");

-- CreateIndex
CREATE INDEX "transcript_person_id_idx" ON "transcript"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_status_list_status_index_key" ON "certificate"("status_list", "status_index");

-- AddForeignKey
ALTER TABLE "release_batch" ADD CONSTRAINT "release_batch_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_batch" ADD CONSTRAINT "release_batch_released_by_id_fkey" FOREIGN KEY ("released_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier_return" ADD CONSTRAINT "dossier_return_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dossier_return" ADD CONSTRAINT "dossier_return_returned_by_id_fkey" FOREIGN KEY ("returned_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_decision" ADD CONSTRAINT "release_decision_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_decision" ADD CONSTRAINT "release_decision_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "release_decision" ADD CONSTRAINT "release_decision_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_template" ADD CONSTRAINT "certificate_template_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_template" ADD CONSTRAINT "certificate_template_logo_id_fkey" FOREIGN KEY ("logo_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate_template" ADD CONSTRAINT "certificate_template_signature_id_fkey" FOREIGN KEY ("signature_id") REFERENCES "upload"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transcript" ADD CONSTRAINT "transcript_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Rules that hold whoever writes.

ALTER TABLE event
  ADD CONSTRAINT event_valid_months_check CHECK (valid_months BETWEEN 1 AND 600),
  ADD CONSTRAINT event_supervision_check CHECK (supervision IN ('on-site', 'remote', 'none'));
ALTER TABLE certificate
  ADD CONSTRAINT certificate_status_check CHECK ((status_list IS NULL) = (status_index IS NULL) AND status_list >= 0 AND status_index >= 0);
ALTER TABLE status_list ADD CONSTRAINT status_list_purpose_check CHECK (purpose IN ('revocation', 'message'));
ALTER TABLE release_batch ADD CONSTRAINT release_batch_done_check CHECK (done BETWEEN 0 AND total);
ALTER TABLE release_decision
  ADD CONSTRAINT release_decision_verdict_check CHECK (verdict IN ('release', 'refuse')),
  ADD CONSTRAINT release_decision_not_own_check CHECK (decided_by_id <> person_id);
ALTER TABLE transcript ADD CONSTRAINT transcript_code_check CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{18}$');
CREATE UNIQUE INDEX signing_key_current_key ON signing_key ((retired_at IS NULL)) WHERE retired_at IS NULL;

-- What a certificate said stays said; its credential and its place in a status list are written once.
CREATE OR REPLACE FUNCTION refuse_snapshot_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.code, NEW.kind, NEW.event_id, NEW.released_by_id, NEW.snapshot, NEW.specimen, NEW.completed_on, NEW.released_at, NEW.valid_until)
     IS DISTINCT FROM
     (OLD.code, OLD.kind, OLD.event_id, OLD.released_by_id, OLD.snapshot, OLD.specimen, OLD.completed_on, OLD.released_at, OLD.valid_until)
     OR (OLD.credential IS NOT NULL AND NEW.credential IS DISTINCT FROM OLD.credential)
     OR (OLD.status_index IS NOT NULL AND (NEW.status_list, NEW.status_index) IS DISTINCT FROM (OLD.status_list, OLD.status_index))
     OR (OLD.state <> 'valid' AND NEW.state IS DISTINCT FROM OLD.state) THEN
    RAISE EXCEPTION 'a certificate is corrected by another, never overwritten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- A changed state makes its status lists stale in the same transaction; they are signed anew at the next read.
CREATE FUNCTION make_status_stale() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE status_list SET stale = true WHERE number = NEW.status_list;
  RETURN NULL;
END $$;
CREATE TRIGGER certificate_status_changed AFTER UPDATE OF state, status_list ON certificate FOR EACH ROW
  WHEN (NEW.status_list IS NOT NULL) EXECUTE FUNCTION make_status_stale();

-- A key is retired, never changed.
CREATE FUNCTION refuse_key_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.controller, NEW.public_key_multibase, NEW.created_at) IS DISTINCT FROM
     (OLD.id, OLD.controller, OLD.public_key_multibase, OLD.created_at)
     OR (OLD.retired_at IS NOT NULL AND NEW.retired_at IS DISTINCT FROM OLD.retired_at) THEN
    RAISE EXCEPTION 'a signing key is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signing_key_fixed BEFORE UPDATE ON signing_key FOR EACH ROW EXECUTE FUNCTION refuse_key_change();

-- A status list belongs to the origin at which its certificates were signed; it is signed at its first reading.
ALTER TABLE status_list ADD COLUMN "origin" TEXT NOT NULL,
ALTER COLUMN "signed" DROP NOT NULL;

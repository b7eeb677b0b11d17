-- AlterTable
ALTER TABLE "transcript" ADD COLUMN     "credential" JSONB,
ADD COLUMN     "revocation_class" TEXT,
ADD COLUMN     "revocation_reason" TEXT,
ADD COLUMN     "status_index" INTEGER,
ADD COLUMN     "status_list" INTEGER;

-- AlterTable
ALTER TABLE "share_secret" ADD COLUMN     "transcript_id" UUID,
ALTER COLUMN "certificate_id" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "transcript_status_list_status_index_key" ON "transcript"("status_list", "status_index");

-- CreateIndex
CREATE INDEX "share_secret_transcript_id_idx" ON "share_secret"("transcript_id");

-- AddForeignKey
ALTER TABLE "share_secret" ADD CONSTRAINT "share_secret_transcript_id_fkey" FOREIGN KEY ("transcript_id") REFERENCES "transcript"("id") ON DELETE CASCADE ON UPDATE CASCADE;

UPDATE transcript SET revocation_class = 'holder-request' WHERE revoked_at IS NOT NULL;

-- Rules that hold whoever writes.

ALTER TABLE transcript
  ADD CONSTRAINT transcript_revocation_check CHECK ((revoked_at IS NULL) = (revocation_class IS NULL)),
  ADD CONSTRAINT transcript_status_check CHECK (
    (status_list IS NULL) = (status_index IS NULL) AND (status_list IS NULL) = (credential IS NULL)
    AND status_list >= 0 AND status_index >= 0);
ALTER TABLE share_secret ADD CONSTRAINT share_secret_of_one_check CHECK (num_nonnulls(certificate_id, transcript_id) = 1);

-- What a transcript said stays said; it is signed when it is made or never, and what was taken back stays so.
CREATE FUNCTION refuse_unsigned_transcript() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a transcript is signed when it is made' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER transcript_signed BEFORE INSERT ON transcript FOR EACH ROW
  WHEN (NEW.credential IS NULL) EXECUTE FUNCTION refuse_unsigned_transcript();

CREATE FUNCTION refuse_transcript_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.code, NEW.snapshot, NEW.specimen, NEW.created_at, NEW.credential, NEW.status_list, NEW.status_index)
     IS DISTINCT FROM
     (OLD.code, OLD.snapshot, OLD.specimen, OLD.created_at, OLD.credential, OLD.status_list, OLD.status_index)
     OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at, NEW.revocation_class, NEW.revocation_reason)
         IS DISTINCT FROM (OLD.revoked_at, OLD.revocation_class, OLD.revocation_reason)) THEN
    RAISE EXCEPTION 'a transcript is taken back, never overwritten' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transcript_fixed BEFORE UPDATE ON transcript FOR EACH ROW EXECUTE FUNCTION refuse_transcript_change();

CREATE TRIGGER transcript_status_changed AFTER UPDATE OF revoked_at ON transcript FOR EACH ROW
  WHEN (NEW.status_list IS NOT NULL) EXECUTE FUNCTION make_status_stale();

-- Every place that was given in the status lists, and what became of the credential that has it.
CREATE VIEW status_place AS
  SELECT status_list AS list, status_index AS index, state::text AS state FROM certificate WHERE status_list IS NOT NULL
  UNION ALL
  SELECT status_list, status_index, CASE WHEN revoked_at IS NULL THEN 'valid' ELSE 'revoked' END
  FROM transcript WHERE status_list IS NOT NULL;

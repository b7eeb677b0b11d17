-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "enrolment_state" AS ENUM ('enrolled', 'waiting', 'withdrawn');

-- CreateEnum
CREATE TYPE "event_state" AS ENUM ('draft', 'in-review', 'published', 'closed', 'archived', 'cancelled');

-- CreateEnum
CREATE TYPE "certificate_state" AS ENUM ('valid', 'superseded', 'revoked');

-- CreateEnum
CREATE TYPE "attempt_state" AS ENUM ('in-progress', 'submitted', 'closed-by-time', 'voided');

-- CreateEnum
CREATE TYPE "mail_token_purpose" AS ENUM ('confirm-address', 'reset-password');

-- CreateEnum
CREATE TYPE "origin" AS ENUM ('content', 'app');

-- CreateEnum
CREATE TYPE "grant_role" AS ENUM ('admin', 'organizer', 'reviewer', 'instructor', 'editor', 'moderator', 'focal-point');

-- CreateTable
CREATE TABLE "enrolment" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "state" "enrolment_state" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "extra_time_seconds" INTEGER NOT NULL DEFAULT 0,
    "extra_attempts" INTEGER NOT NULL DEFAULT 0,
    "resume_module" INTEGER,
    "resume_lesson" INTEGER,
    "resume_page" INTEGER,

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "page_read" (
    "enrolment_id" UUID NOT NULL,
    "lesson_version_id" UUID NOT NULL,
    "page" INTEGER NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "page_read_pkey" PRIMARY KEY ("enrolment_id","lesson_version_id","page")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "refused_form" (
    "id" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refused_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_count" (
    "key" TEXT NOT NULL,
    "window_at" TIMESTAMPTZ(3) NOT NULL,
    "failures" INTEGER NOT NULL,

    CONSTRAINT "rate_count_pkey" PRIMARY KEY ("key","window_at")
);

-- CreateTable
CREATE TABLE "topic" (
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "course" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "origin" "origin" NOT NULL DEFAULT 'app',
    "level" TEXT,
    "languages" TEXT[],
    "study_hours" INTEGER,
    "exam" JSONB,
    "bank_id" UUID,
    "search_text" TEXT NOT NULL DEFAULT '',
    "reviewed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_topic" (
    "course_id" UUID NOT NULL,
    "topic_slug" TEXT NOT NULL,

    CONSTRAINT "course_topic_pkey" PRIMARY KEY ("course_id","topic_slug")
);

-- CreateTable
CREATE TABLE "course_layer" (
    "course_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "audience" JSONB NOT NULL,
    "entry_requirements" JSONB NOT NULL,
    "objectives" JSONB NOT NULL,
    "outcomes" JSONB NOT NULL,
    "coverage" JSONB NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "course_layer_pkey" PRIMARY KEY ("course_id","language")
);

-- CreateTable
CREATE TABLE "module" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "origin" "origin" NOT NULL DEFAULT 'app',

    CONSTRAINT "module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "module_layer" (
    "module_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "objectives" JSONB NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "module_layer_pkey" PRIMARY KEY ("module_id","language")
);

-- CreateTable
CREATE TABLE "edition" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "course_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edition_module" (
    "edition_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "module_id" UUID NOT NULL,
    "layers" JSONB NOT NULL,

    CONSTRAINT "edition_module_pkey" PRIMARY KEY ("edition_id","position")
);

-- CreateTable
CREATE TABLE "edition_lesson" (
    "edition_id" UUID NOT NULL,
    "module_position" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "lesson_version_id" UUID NOT NULL,

    CONSTRAINT "edition_lesson_pkey" PRIMARY KEY ("edition_id","module_position","position")
);

-- CreateTable
CREATE TABLE "lesson_version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "module_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "page_count" INTEGER NOT NULL,
    "outcomes" TEXT[],
    "norms" TEXT[],
    "resources" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lesson_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson_layer" (
    "lesson_version_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "key_question" TEXT NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "lesson_layer_pkey" PRIMARY KEY ("lesson_version_id","language")
);

-- CreateTable
CREATE TABLE "lesson_page" (
    "lesson_version_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,

    CONSTRAINT "lesson_page_pkey" PRIMARY KEY ("lesson_version_id","language","number")
);

-- CreateTable
CREATE TABLE "event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "course_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "edition_id" UUID NOT NULL,
    "origin" "origin" NOT NULL DEFAULT 'app',
    "state" "event_state" NOT NULL DEFAULT 'draft',
    "reference" TEXT NOT NULL,
    "registration_opens_at" TIMESTAMPTZ(3),
    "registration_closes_at" TIMESTAMPTZ(3),
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "zone" TEXT NOT NULL,
    "delivery" TEXT,
    "region" TEXT,
    "place" TEXT,
    "languages" TEXT[],
    "seats" INTEGER,
    "seats_taken" INTEGER NOT NULL DEFAULT 0,
    "waiting_list" BOOLEAN NOT NULL DEFAULT false,
    "admission" TEXT NOT NULL,
    "contacts" JSONB NOT NULL,
    "certificate_kind" TEXT,
    "signatory" TEXT,
    "bank_id" UUID,
    "blueprint" JSONB,
    "time_limit_seconds" INTEGER,
    "attempts_allowed" INTEGER,
    "threshold_percent" INTEGER,
    "strict" BOOLEAN,
    "review_rule" TEXT NOT NULL DEFAULT 'never',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "search_text" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "closing_report" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_layer" (
    "event_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "notice" TEXT NOT NULL DEFAULT '',
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_layer_pkey" PRIMARY KEY ("event_id","language")
);

-- CreateTable
CREATE TABLE "event_partner" (
    "event_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "event_partner_pkey" PRIMARY KEY ("event_id","name","role")
);

-- CreateTable
CREATE TABLE "score_component" (
    "event_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "weight" INTEGER NOT NULL,

    CONSTRAINT "score_component_pkey" PRIMARY KEY ("event_id","kind")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "certificate_state" NOT NULL DEFAULT 'valid',
    "person_id" UUID,
    "event_id" UUID NOT NULL,
    "released_by_id" UUID NOT NULL,
    "snapshot" JSONB NOT NULL,
    "specimen" BOOLEAN NOT NULL,
    "completed_on" DATE NOT NULL,
    "released_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "revocation_class" TEXT,
    "revocation_reason" TEXT,
    "superseded_by_id" UUID,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "share_secret" (
    "hash" TEXT NOT NULL,
    "certificate_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "share_secret_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "bank" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "origin" "origin" NOT NULL DEFAULT 'app',

    CONSTRAINT "bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "bank_id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_version" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "question_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "module_slug" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "norms" TEXT[],
    "option_ids" TEXT[],
    "key_ids" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "question_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "question_layer" (
    "version_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "stem" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "rationale" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_layer_pkey" PRIMARY KEY ("version_id","language")
);

-- CreateTable
CREATE TABLE "attempt" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "enrolment_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "state" "attempt_state" NOT NULL DEFAULT 'in-progress',
    "language" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "deadline_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "receipt" TEXT,

    CONSTRAINT "attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "form_slot" (
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "version_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "option_order" TEXT[],

    CONSTRAINT "form_slot_pkey" PRIMARY KEY ("attempt_id","position")
);

-- CreateTable
CREATE TABLE "answer" (
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "option_ids" TEXT[],
    "flagged" BOOLEAN NOT NULL DEFAULT false,
    "sequence" BIGINT NOT NULL,
    "language" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("attempt_id","position")
);

-- CreateTable
CREATE TABLE "late_evidence" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "attempt_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "option_ids" TEXT[],
    "sequence" BIGINT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "late_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mark" (
    "attempt_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "current" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "earned_numerator" INTEGER NOT NULL,
    "earned_denominator" INTEGER NOT NULL,
    "possible_points" INTEGER NOT NULL,
    "slots" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mark_pkey" PRIMARY KEY ("attempt_id","number")
);

-- CreateTable
CREATE TABLE "attempt_log" (
    "id" BIGSERIAL NOT NULL,
    "attempt_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "kind" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "attempt_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "symbol" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "date_text" TEXT,
    "date_sort" TEXT,
    "link" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "superseded_by" TEXT,
    "note" TEXT,

    CONSTRAINT "document_pkey" PRIMARY KEY ("symbol")
);

-- CreateTable
CREATE TABLE "citation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "symbol" TEXT NOT NULL,
    "part" TEXT,
    "locator" TEXT,
    "position" INTEGER NOT NULL,
    "checked_on" DATE,
    "checked_by_id" UUID,
    "lesson_version_id" UUID,
    "question_version_id" UUID,
    "term_slug" TEXT,

    CONSTRAINT "citation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "glossary_term" (
    "slug" TEXT NOT NULL,
    "term" TEXT NOT NULL,
    "abbreviation" TEXT,
    "definition" TEXT NOT NULL,
    "equivalents" JSONB NOT NULL,

    CONSTRAINT "glossary_term_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "profile" (
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "updated_text" TEXT NOT NULL,
    "note" TEXT,
    "sections" JSONB NOT NULL,

    CONSTRAINT "profile_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "workshop" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "dates" TEXT,
    "partners" JSONB NOT NULL,
    "place" TEXT,
    "region" TEXT,
    "language" TEXT NOT NULL,
    "link" TEXT,
    "note" TEXT,

    CONSTRAINT "workshop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER,
    "link" TEXT,
    "note" TEXT,

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "full_name" TEXT NOT NULL,
    "native_name" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_address" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "canonical" TEXT NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_token" (
    "hash" TEXT NOT NULL,
    "purpose" "mail_token_purpose" NOT NULL,
    "person_id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "review_required" BOOLEAN NOT NULL DEFAULT false,
    "origin" "origin" NOT NULL DEFAULT 'app',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID NOT NULL,
    "role" "grant_role" NOT NULL,
    "organization_id" UUID,
    "event_id" UUID,
    "granted_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letter" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "person_id" UUID,
    "address" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "worked_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "letter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "actor_id" UUID,
    "action" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "enrolment_person_id_idx" ON "enrolment"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "enrolment_event_id_person_id_key" ON "enrolment"("event_id", "person_id");

-- CreateIndex
CREATE INDEX "refused_form_created_at_idx" ON "refused_form"("created_at");

-- CreateIndex
CREATE INDEX "rate_count_window_at_idx" ON "rate_count"("window_at");

-- CreateIndex
CREATE UNIQUE INDEX "course_slug_key" ON "course"("slug");

-- CreateIndex
CREATE INDEX "course_organization_id_idx" ON "course"("organization_id");

-- CreateIndex
CREATE INDEX "course_topic_topic_slug_idx" ON "course_topic"("topic_slug");

-- CreateIndex
CREATE UNIQUE INDEX "module_slug_key" ON "module"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "edition_course_id_number_key" ON "edition"("course_id", "number");

-- CreateIndex
CREATE INDEX "edition_module_module_id_idx" ON "edition_module"("module_id");

-- CreateIndex
CREATE INDEX "edition_lesson_lesson_version_id_idx" ON "edition_lesson"("lesson_version_id");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_version_content_hash_key" ON "lesson_version"("content_hash");

-- CreateIndex
CREATE INDEX "lesson_version_module_id_slug_idx" ON "lesson_version"("module_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "event_slug_key" ON "event"("slug");

-- CreateIndex
CREATE INDEX "event_course_id_idx" ON "event"("course_id");

-- CreateIndex
CREATE INDEX "event_organization_id_idx" ON "event"("organization_id");

-- CreateIndex
CREATE INDEX "event_state_opens_at_idx" ON "event"("state", "opens_at");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_code_key" ON "certificate"("code");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_superseded_by_id_key" ON "certificate"("superseded_by_id");

-- CreateIndex
CREATE INDEX "certificate_person_id_idx" ON "certificate"("person_id");

-- CreateIndex
CREATE INDEX "certificate_event_id_idx" ON "certificate"("event_id");

-- CreateIndex
CREATE INDEX "share_secret_certificate_id_idx" ON "share_secret"("certificate_id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_slug_key" ON "bank"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "question_bank_id_external_id_key" ON "question"("bank_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "question_version_question_id_number_key" ON "question_version"("question_id", "number");

-- CreateIndex
CREATE INDEX "attempt_event_id_idx" ON "attempt"("event_id");

-- CreateIndex
CREATE INDEX "attempt_state_deadline_at_idx" ON "attempt"("state", "deadline_at");

-- CreateIndex
CREATE UNIQUE INDEX "attempt_enrolment_id_number_key" ON "attempt"("enrolment_id", "number");

-- CreateIndex
CREATE INDEX "form_slot_version_id_idx" ON "form_slot"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "late_evidence_attempt_id_position_sequence_key" ON "late_evidence"("attempt_id", "position", "sequence");

-- CreateIndex
CREATE INDEX "attempt_log_attempt_id_idx" ON "attempt_log"("attempt_id");

-- CreateIndex
CREATE INDEX "citation_symbol_idx" ON "citation"("symbol");

-- CreateIndex
CREATE INDEX "citation_lesson_version_id_idx" ON "citation"("lesson_version_id");

-- CreateIndex
CREATE INDEX "citation_question_version_id_idx" ON "citation"("question_version_id");

-- CreateIndex
CREATE INDEX "citation_term_slug_idx" ON "citation"("term_slug");

-- CreateIndex
CREATE UNIQUE INDEX "workshop_position_key" ON "workshop"("position");

-- CreateIndex
CREATE UNIQUE INDEX "publication_position_key" ON "publication"("position");

-- CreateIndex
CREATE UNIQUE INDEX "mail_address_canonical_key" ON "mail_address"("canonical");

-- CreateIndex
CREATE INDEX "mail_address_person_id_idx" ON "mail_address"("person_id");

-- CreateIndex
CREATE INDEX "session_person_id_idx" ON "session"("person_id");

-- CreateIndex
CREATE INDEX "mail_token_person_id_idx" ON "mail_token"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "organization_slug_key" ON "organization"("slug");

-- CreateIndex
CREATE INDEX "grant_person_id_idx" ON "grant"("person_id");

-- CreateIndex
CREATE INDEX "grant_organization_id_idx" ON "grant"("organization_id");

-- CreateIndex
CREATE INDEX "grant_event_id_idx" ON "grant"("event_id");

-- CreateIndex
CREATE INDEX "letter_person_id_created_at_idx" ON "letter"("person_id", "created_at");

-- CreateIndex
CREATE INDEX "letter_state_idx" ON "letter"("state");

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_idx" ON "audit_event"("subject_kind", "subject_id");

-- CreateIndex
CREATE INDEX "audit_event_actor_id_idx" ON "audit_event"("actor_id");

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page_read" ADD CONSTRAINT "page_read_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "page_read" ADD CONSTRAINT "page_read_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course" ADD CONSTRAINT "course_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course" ADD CONSTRAINT "course_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "bank"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_topic" ADD CONSTRAINT "course_topic_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_topic" ADD CONSTRAINT "course_topic_topic_slug_fkey" FOREIGN KEY ("topic_slug") REFERENCES "topic"("slug") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_layer" ADD CONSTRAINT "course_layer_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module" ADD CONSTRAINT "module_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "module_layer" ADD CONSTRAINT "module_layer_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "module"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition" ADD CONSTRAINT "edition_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_module" ADD CONSTRAINT "edition_module_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_module" ADD CONSTRAINT "edition_module_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "module"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_lesson" ADD CONSTRAINT "edition_lesson_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_lesson" ADD CONSTRAINT "edition_lesson_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_version" ADD CONSTRAINT "lesson_version_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "module"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_layer" ADD CONSTRAINT "lesson_layer_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_page" ADD CONSTRAINT "lesson_page_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "bank"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_layer" ADD CONSTRAINT "event_layer_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_partner" ADD CONSTRAINT "event_partner_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_component" ADD CONSTRAINT "score_component_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_released_by_id_fkey" FOREIGN KEY ("released_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_superseded_by_id_fkey" FOREIGN KEY ("superseded_by_id") REFERENCES "certificate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share_secret" ADD CONSTRAINT "share_secret_certificate_id_fkey" FOREIGN KEY ("certificate_id") REFERENCES "certificate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bank" ADD CONSTRAINT "bank_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question" ADD CONSTRAINT "question_bank_id_fkey" FOREIGN KEY ("bank_id") REFERENCES "bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "question_layer" ADD CONSTRAINT "question_layer_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "question_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_enrolment_id_fkey" FOREIGN KEY ("enrolment_id") REFERENCES "enrolment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt" ADD CONSTRAINT "attempt_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_slot" ADD CONSTRAINT "form_slot_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "form_slot" ADD CONSTRAINT "form_slot_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "question_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "late_evidence" ADD CONSTRAINT "late_evidence_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mark" ADD CONSTRAINT "mark_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempt_log" ADD CONSTRAINT "attempt_log_attempt_id_fkey" FOREIGN KEY ("attempt_id") REFERENCES "attempt"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_symbol_fkey" FOREIGN KEY ("symbol") REFERENCES "document"("symbol") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_checked_by_id_fkey" FOREIGN KEY ("checked_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_lesson_version_id_fkey" FOREIGN KEY ("lesson_version_id") REFERENCES "lesson_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_question_version_id_fkey" FOREIGN KEY ("question_version_id") REFERENCES "question_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "citation" ADD CONSTRAINT "citation_term_slug_fkey" FOREIGN KEY ("term_slug") REFERENCES "glossary_term"("slug") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_address" ADD CONSTRAINT "mail_address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_token" ADD CONSTRAINT "mail_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_token" ADD CONSTRAINT "mail_token_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "mail_address"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_granted_by_id_fkey" FOREIGN KEY ("granted_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "grant" ADD CONSTRAINT "grant_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "letter" ADD CONSTRAINT "letter_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

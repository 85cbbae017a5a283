CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"version" text NOT NULL,
	"connections" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "processes_kind" CHECK ("processes"."kind" in ('worker', 'web', 'both'))
);
--> statement-breakpoint
CREATE INDEX "articles_failed" ON "articles" USING btree ("id") WHERE "articles"."failure" is not null;
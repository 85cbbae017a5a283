ALTER TABLE "coverage_changes" ADD COLUMN "until" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "coverage_changes_feed_id_index" ON "coverage_changes" USING btree ("feed_id");--> statement-breakpoint
ALTER TABLE "coverage_changes" ADD CONSTRAINT "coverage_changes_span" CHECK ("coverage_changes"."at" <= "coverage_changes"."until");--> statement-breakpoint
INSERT INTO "coverage_changes" ("at", "kind", "feed_id", "publisher")
	SELECT coalesce((SELECT min("polls"."at") FROM "polls" WHERE "polls"."feed_id" = "feeds"."id" AND "polls"."outcome" IN ('entries', 'unchanged')), "feeds"."added_at"), 'feed-added', "feeds"."id", "feeds"."publisher"
	FROM "feeds" WHERE "feeds"."last_entry_at" IS NOT NULL ORDER BY "feeds"."added_at", "feeds"."id";--> statement-breakpoint
INSERT INTO "coverage_changes" ("at", "kind", "feed_id", "publisher", "note")
	SELECT "last_poll_at", 'feed-dead', "id", "publisher", "reason" FROM "feeds"
	WHERE "state" = 'gone' AND "last_entry_at" IS NOT NULL AND "last_poll_at" IS NOT NULL;

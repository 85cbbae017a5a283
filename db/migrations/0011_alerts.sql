CREATE TABLE "alert_channels" (
	"alert_id" bigint NOT NULL,
	"channel_id" bigint NOT NULL,
	CONSTRAINT "alert_channels_alert_id_channel_id_pk" PRIMARY KEY("alert_id","channel_id")
);
--> statement-breakpoint
CREATE TABLE "alert_mutes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" bigint NOT NULL,
	"story_id" bigint,
	"entity_id" text,
	"until" timestamp with time zone,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "alert_mutes_one" CHECK (("alert_mutes"."story_id" is null) <> ("alert_mutes"."entity_id" is null))
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"spec" jsonb NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"program" jsonb,
	"fault" text,
	"program_version" text NOT NULL,
	"program_until" timestamp with time zone,
	"memory" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"look_at" timestamp with time zone,
	"feed_hash" text,
	CONSTRAINT "alerts_feedHash_unique" UNIQUE("feed_hash")
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"target" jsonb NOT NULL,
	"secrets" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" text DEFAULT 'ok' NOT NULL,
	"reason" text,
	"failing_since" timestamp with time zone,
	"retry_at" timestamp with time zone,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "channels_kind" CHECK ("channels"."kind" in ('webhook', 'mail', 'slack', 'discord', 'teams', 'ntfy')),
	CONSTRAINT "channels_state" CHECK ("channels"."state" in ('ok', 'failing', 'off'))
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"notice_id" bigint NOT NULL,
	"channel_id" bigint NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"made_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "deliveries_noticeId_channelId_unique" UNIQUE("notice_id","channel_id"),
	CONSTRAINT "deliveries_state" CHECK ("deliveries"."state" in ('pending', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "delivery_tries" (
	"delivery_id" bigint NOT NULL,
	"nth" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"ms" integer NOT NULL,
	"status" integer,
	"reason" text,
	CONSTRAINT "delivery_tries_delivery_id_nth_pk" PRIMARY KEY("delivery_id","nth")
);
--> statement-breakpoint
CREATE TABLE "first_tags" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"tagger_version" text,
	"list_version" text,
	"keys" text[] NOT NULL,
	"sentiment_score" real,
	"relevance" real,
	"stance" text,
	"towards" jsonb NOT NULL,
	"events" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"alert_id" bigint NOT NULL,
	"about" text NOT NULL,
	"story_id" bigint,
	"article_id" bigint,
	"matched_at" timestamp with time zone NOT NULL,
	"told" jsonb NOT NULL,
	"state" text NOT NULL,
	"notice_id" bigint,
	CONSTRAINT "matches_alertId_about_unique" UNIQUE("alert_id","about"),
	CONSTRAINT "matches_state" CHECK ("matches"."state" in ('told', 'held', 'muted'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"alert_id" bigint,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notices_kind" CHECK ("notices"."kind" in ('match', 'digest', 'test', 'channel-off'))
);
--> statement-breakpoint
CREATE TABLE "unmatched" (
	"article_id" bigint PRIMARY KEY NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"failure" text
);
--> statement-breakpoint
CREATE TABLE "keys" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"hash" text,
	"made_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked" boolean DEFAULT false NOT NULL,
	CONSTRAINT "keys_scope" CHECK ("keys"."scope" in ('read', 'write', 'admin'))
);
--> statement-breakpoint
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_channels" ADD CONSTRAINT "alert_channels_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mutes" ADD CONSTRAINT "alert_mutes_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mutes" ADD CONSTRAINT "alert_mutes_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_mutes" ADD CONSTRAINT "alert_mutes_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_owner_keys_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_owner_keys_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery_tries" ADD CONSTRAINT "delivery_tries_delivery_id_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_tags" ADD CONSTRAINT "first_tags_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_notice_id_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_owner_keys_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_alert_id_alerts_id_fk" FOREIGN KEY ("alert_id") REFERENCES "public"."alerts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unmatched" ADD CONSTRAINT "unmatched_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_channels_channel_id_index" ON "alert_channels" USING btree ("channel_id");--> statement-breakpoint
CREATE INDEX "alert_mutes_alert_id_index" ON "alert_mutes" USING btree ("alert_id");--> statement-breakpoint
CREATE INDEX "alerts_owner_id_index" ON "alerts" USING btree ("owner","id");--> statement-breakpoint
CREATE INDEX "alerts_changed_at_index" ON "alerts" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "alerts_to_look_at" ON "alerts" USING btree ("look_at") WHERE "alerts"."look_at" is not null and not "alerts"."paused";--> statement-breakpoint
CREATE INDEX "alerts_to_compile" ON "alerts" USING btree ("program_until") WHERE "alerts"."program_until" is not null;--> statement-breakpoint
CREATE INDEX "channels_owner_id_index" ON "channels" USING btree ("owner","id");--> statement-breakpoint
CREATE INDEX "deliveries_channel_id_id_index" ON "deliveries" USING btree ("channel_id","id");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at","channel_id") WHERE "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "matches_alert_id_id_index" ON "matches" USING btree ("alert_id","id");--> statement-breakpoint
CREATE INDEX "matches_alert_id_story_id_index" ON "matches" USING btree ("alert_id","story_id");--> statement-breakpoint
CREATE INDEX "matches_article_id_index" ON "matches" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "matches_notice_id_index" ON "matches" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "matches_held" ON "matches" USING btree ("alert_id","id") WHERE "matches"."state" = 'held';--> statement-breakpoint
CREATE INDEX "notices_owner_id_index" ON "notices" USING btree ("owner","id");--> statement-breakpoint
CREATE INDEX "notices_alert_id_id_index" ON "notices" USING btree ("alert_id","id");--> statement-breakpoint
CREATE INDEX "unmatched_waiting" ON "unmatched" USING btree ("since") WHERE "unmatched"."failure" is null;--> statement-breakpoint
INSERT INTO "keys" ("id", "name", "scope", "made_at") VALUES ('local', 'This machine', 'admin', now());

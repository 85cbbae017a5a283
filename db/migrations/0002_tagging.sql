CREATE TABLE "event_roles" (
	"article_id" bigint NOT NULL,
	"event_nth" integer NOT NULL,
	"nth" integer NOT NULL,
	"entity_id" text NOT NULL,
	"role" text NOT NULL,
	"effect" smallint NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "event_roles_article_id_event_nth_nth_pk" PRIMARY KEY("article_id","event_nth","nth"),
	CONSTRAINT "event_roles_effect" CHECK ("event_roles"."effect" between -1 and 1)
);
--> statement-breakpoint
CREATE TABLE "events" (
	"article_id" bigint NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"nth" integer NOT NULL,
	"type" text NOT NULL,
	"field" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"words" text NOT NULL,
	"sentence" text NOT NULL,
	"sentence_start" integer NOT NULL,
	"sentence_end" integer NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"dated" boolean NOT NULL,
	"certainty" text NOT NULL,
	"stance" text NOT NULL,
	"instrument" text,
	"instrument_id" text,
	"press_status" text,
	"tagger_version" text NOT NULL,
	CONSTRAINT "events_article_id_nth_pk" PRIMARY KEY("article_id","nth"),
	CONSTRAINT "events_field" CHECK ("events"."field" in ('title', 'text')),
	CONSTRAINT "events_certainty" CHECK ("events"."certainty" in ('stated', 'planned', 'unconfirmed', 'denied')),
	CONSTRAINT "events_stance" CHECK ("events"."stance" in ('tighten', 'loosen', 'enforce', 'retaliate', 'none')),
	CONSTRAINT "events_instrument" CHECK ("events"."instrument" in ('rule', 'list', 'licence', 'bill', 'tariff', 'guidance', 'order', 'probe', 'ban')),
	CONSTRAINT "events_press_status" CHECK ("events"."press_status" in ('proposed', 'in-force', 'paused', 'not-enforced', 'rescinded')),
	CONSTRAINT "events_offsets" CHECK (0 <= "events"."starts_at" and "events"."starts_at" < "events"."ends_at"),
	CONSTRAINT "events_days" CHECK ("events"."from_day" <= "events"."to_day")
);
--> statement-breakpoint
CREATE TABLE "quote_entities" (
	"article_id" bigint NOT NULL,
	"quote_nth" integer NOT NULL,
	"entity_id" text NOT NULL,
	CONSTRAINT "quote_entities_article_id_quote_nth_entity_id_pk" PRIMARY KEY("article_id","quote_nth","entity_id")
);
--> statement-breakpoint
CREATE TABLE "quotes" (
	"article_id" bigint NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"nth" integer NOT NULL,
	"field" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"parts" jsonb NOT NULL,
	"words" text NOT NULL,
	"speaker_id" text,
	"speaker_words" text,
	"speaker_start" integer,
	"speaker_end" integer,
	"verb" text,
	"search" "tsvector" NOT NULL,
	"tagger_version" text NOT NULL,
	CONSTRAINT "quotes_article_id_nth_pk" PRIMARY KEY("article_id","nth"),
	CONSTRAINT "quotes_field" CHECK ("quotes"."field" in ('title', 'text')),
	CONSTRAINT "quotes_offsets" CHECK (0 <= "quotes"."starts_at" and "quotes"."starts_at" < "quotes"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"article_id" bigint NOT NULL,
	"release_nth" integer NOT NULL,
	"nth" integer NOT NULL,
	"kind" text NOT NULL,
	"words" text NOT NULL,
	"value" double precision,
	"unit" text,
	"measured_by" text,
	"sentence" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	CONSTRAINT "claims_article_id_release_nth_nth_pk" PRIMARY KEY("article_id","release_nth","nth"),
	CONSTRAINT "claims_kind" CHECK ("claims"."kind" in ('parameters', 'active-parameters', 'context', 'licence', 'price', 'hardware', 'training-cost', 'benchmark')),
	CONSTRAINT "claims_measured_by" CHECK ("claims"."measured_by" in ('self', 'independent', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"article_id" bigint NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"nth" integer NOT NULL,
	"model_id" text NOT NULL,
	"model_words" text NOT NULL,
	"field" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"tagger_version" text NOT NULL,
	CONSTRAINT "releases_article_id_nth_pk" PRIMARY KEY("article_id","nth"),
	CONSTRAINT "releases_field" CHECK ("releases"."field" in ('title', 'text')),
	CONSTRAINT "releases_offsets" CHECK (0 <= "releases"."starts_at" and "releases"."starts_at" < "releases"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "retags" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"tagger_version" text NOT NULL,
	"list_version" text NOT NULL,
	"everything" boolean NOT NULL,
	"since" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"articles" integer DEFAULT 0 NOT NULL,
	"report" jsonb NOT NULL
);
--> statement-breakpoint
DROP INDEX "articles_published_at_id_index";--> statement-breakpoint
DROP INDEX "articles_publisher_published_at_index";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "list_version" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "tagged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "stance" text;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "relevance" real;--> statement-breakpoint
ALTER TABLE "entities" ADD COLUMN "status" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mentions" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "event_roles" ADD CONSTRAINT "event_roles_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event_roles" ADD CONSTRAINT "event_roles_event" FOREIGN KEY ("article_id","event_nth") REFERENCES "public"."events"("article_id","nth") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_instrument_id_entities_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_entities" ADD CONSTRAINT "quote_entities_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quote_entities" ADD CONSTRAINT "quote_entities_quote" FOREIGN KEY ("article_id","quote_nth") REFERENCES "public"."quotes"("article_id","nth") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotes" ADD CONSTRAINT "quotes_speaker_id_entities_id_fk" FOREIGN KEY ("speaker_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_release" FOREIGN KEY ("article_id","release_nth") REFERENCES "public"."releases"("article_id","nth") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_model_id_entities_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_roles_entity_id_article_id_index" ON "event_roles" USING btree ("entity_id","article_id");--> statement-breakpoint
CREATE INDEX "events_published_at_article_id_index" ON "events" USING btree ("published_at","article_id");--> statement-breakpoint
CREATE INDEX "events_type_published_at_article_id_index" ON "events" USING btree ("type","published_at","article_id");--> statement-breakpoint
CREATE INDEX "events_from_day_index" ON "events" USING btree ("from_day");--> statement-breakpoint
CREATE INDEX "events_instrument_id_article_id_index" ON "events" USING btree ("instrument_id","article_id");--> statement-breakpoint
CREATE INDEX "quote_entities_entity_id_article_id_index" ON "quote_entities" USING btree ("entity_id","article_id");--> statement-breakpoint
CREATE INDEX "quotes_published_at_article_id_index" ON "quotes" USING btree ("published_at","article_id");--> statement-breakpoint
CREATE INDEX "quotes_speaker_id_published_at_article_id_index" ON "quotes" USING btree ("speaker_id","published_at","article_id");--> statement-breakpoint
CREATE INDEX "quotes_search_index" ON "quotes" USING gin ("search");--> statement-breakpoint
CREATE INDEX "releases_published_at_article_id_index" ON "releases" USING btree ("published_at","article_id");--> statement-breakpoint
CREATE INDEX "releases_model_id_published_at_article_id_index" ON "releases" USING btree ("model_id","published_at","article_id");--> statement-breakpoint
CREATE INDEX "articles_published_at_id_index" ON "articles" USING btree ("published_at","id");--> statement-breakpoint
CREATE INDEX "articles_publisher_published_at_index" ON "articles" USING btree ("publisher","published_at");--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_stance" CHECK ("articles"."stance" in ('tighten', 'loosen', 'enforce', 'retaliate', 'none'));--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_relevance" CHECK ("articles"."relevance" between 0 and 1);--> statement-breakpoint
-- Articles that were tagged before the column was there.
UPDATE "articles" SET "relevance" = "most"."relevance" FROM (SELECT "article_id", max("relevance") AS "relevance" FROM "article_topics" GROUP BY 1) AS "most" WHERE "most"."article_id" = "articles"."id";
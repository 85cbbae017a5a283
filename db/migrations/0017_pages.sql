CREATE TABLE "corrections" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"article_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"field" text NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"words" text NOT NULL,
	"sentence" text NOT NULL,
	"entity_id" text NOT NULL,
	"label" text NOT NULL,
	"score" real NOT NULL,
	"tagger_version" text NOT NULL,
	"list_version" text,
	"right_label" text,
	"right_entity_id" text,
	"note" text,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "corrections_once" UNIQUE("owner","article_id","field","starts_at","entity_id","kind"),
	CONSTRAINT "corrections_kind" CHECK ("corrections"."kind" in ('entity', 'sentiment')),
	CONSTRAINT "corrections_label" CHECK ("corrections"."label" in ('negative', 'neutral', 'positive')),
	CONSTRAINT "corrections_right_label" CHECK ("corrections"."right_label" in ('negative', 'neutral', 'positive')),
	CONSTRAINT "corrections_field" CHECK ("corrections"."field" in ('title', 'text')),
	CONSTRAINT "corrections_right" CHECK (("corrections"."kind" = 'sentiment') = ("corrections"."right_label" is not null)),
	CONSTRAINT "corrections_offsets" CHECK (0 <= "corrections"."starts_at" and "corrections"."starts_at" < "corrections"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "saved_searches" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"sort" text DEFAULT 'newest' NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_searches_name" UNIQUE("owner","name")
);
--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "listed_by" text DEFAULT 'file' NOT NULL;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_owner_keys_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_entity_id_entities_id_fk" FOREIGN KEY ("entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_right_entity_id_entities_id_fk" FOREIGN KEY ("right_entity_id") REFERENCES "public"."entities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_owner_keys_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_article_id_index" ON "corrections" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "corrections_made_at_index" ON "corrections" USING btree ("made_at");--> statement-breakpoint
CREATE INDEX "saved_searches_owner_id_index" ON "saved_searches" USING btree ("owner","id");--> statement-breakpoint
ALTER TABLE "feeds" ADD CONSTRAINT "feeds_listed_by" CHECK ("feeds"."listed_by" in ('file', 'people'));
CREATE TABLE "folders" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"color" text DEFAULT 'gray' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "folders_id_user_id_key" UNIQUE("id","user_id")
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"conversation_id" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "messages_search_idx";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "search_title" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "folder_id" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "temporary" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "parent_seq" integer;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "search_text" text;--> statement-breakpoint
ALTER TABLE "folders" ADD CONSTRAINT "folders_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "shares" ADD CONSTRAINT "shares_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "folders_user_name_key" ON "folders" USING btree ("user_id",lower(name));--> statement-breakpoint
CREATE INDEX "shares_user_created_idx" ON "shares" USING btree ("user_id","created_at","id");--> statement-breakpoint
CREATE INDEX "shares_conversation_idx" ON "shares" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "shares_expires_idx" ON "shares" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_folder_id_folders_id_fk" FOREIGN KEY ("folder_id") REFERENCES "public"."folders"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_folder_idx" ON "conversations" USING btree ("folder_id","updated_at","id") WHERE folder_id is not null;--> statement-breakpoint
CREATE INDEX "conversations_pinned_idx" ON "conversations" USING btree ("user_id","pinned_at") WHERE pinned_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_archived_idx" ON "conversations" USING btree ("user_id","updated_at","id") WHERE archived_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_user_deleted_idx" ON "conversations" USING btree ("user_id","deleted_at","id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_deleted_idx" ON "conversations" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "conversations_temporary_idx" ON "conversations" USING btree ("created_at") WHERE temporary;--> statement-breakpoint
CREATE INDEX "conversations_unindexed_idx" ON "conversations" USING btree ("id") WHERE search_title is null and title is not null;--> statement-breakpoint
CREATE INDEX "messages_active_idx" ON "messages" USING btree ("conversation_id","seq") WHERE active;--> statement-breakpoint
CREATE INDEX "messages_unindexed_idx" ON "messages" USING btree ("id") WHERE search_text is null;
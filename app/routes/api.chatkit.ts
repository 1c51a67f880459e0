import { handleChatRequest } from "#app/assistant/chat-server.server.ts";
import { requireCaller } from "#app/auth/caller.server.ts";
import { isStreamingType } from "#app/chatkit/protocol/requests.ts";
import { api, privateJson } from "#app/http/api.ts";
import { errorStream } from "#app/http/error-stream.ts";
import { idempotencyKey } from "#app/http/idempotency-key.ts";
import { readJson } from "#app/http/json-body.ts";

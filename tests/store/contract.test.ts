import { storeContract } from "#app/chatkit/testing/store-contract.ts";
import { createChatKitStore } from "#db/chatkit-store.ts";

import { addUser, onEveryDriver } from "./fixtures.ts";

onEveryDriver("The protocol's store", (db) => {
  storeContract({
    open: async () => ({
      store: createChatKitStore(db()),
      context: { userId: await addUser(db()) },
      stranger: { userId: await addUser(db()) },
    }),
    attachments: false,
  });
});

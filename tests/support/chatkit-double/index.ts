import { ChatKitDouble } from "./element.ts";

customElements.define("openai-chatkit", ChatKitDouble);

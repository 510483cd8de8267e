package org.acme.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * The field of a document that is its record's key: a text as it is, a number or a boolean as JSON writes it. Any other
 * document has no key.
 */
record KeyField(String name) {

    boolean isGiven() {
        return !name.isEmpty();
    }

    /**
     * @return the key, or null for none
     */
    String keyOf(JsonNode document) {
        JsonNode field = isGiven() ? document.path(name) : MissingNode.getInstance();
        return field.isValueNode() && !field.isNull() ? field.asText() : null;
    }
}

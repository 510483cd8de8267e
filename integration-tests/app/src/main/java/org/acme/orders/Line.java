package org.acme.orders;

import com.fasterxml.jackson.databind.JsonNode;

/** A line that is not blank. Lines are numbered from 1, blank ones included, as an editor shows them. */
sealed interface Line {

    long number();

    record Document(long number, JsonNode value) implements Line {
    }

    /** The reason has nothing of the line's content. */
    record NotJson(long number, String reason) implements Line {
    }
}

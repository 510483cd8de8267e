package io.quarkiverse.kafkaproducer.runtime.footprint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.quarkiverse.kafkaproducer.footprint.Footprint;
import io.quarkus.logging.json.runtime.JsonFormatter;

/**
 * Adds what a footprint has beside its message to what Quarkus' JSON formatter writes. The formatter itself can add nothing
 * that differs from record to record, and nothing that is nested.
 */
public final class JsonFields extends ExtFormatter {

    private static final Map<String, String> UNWRITABLE = Map.of("error", "The payload could not be written as JSON");

    private final JsonFormatter formatter;
    private final Supplier<ObjectMapper> mapper;

    private JsonFields(JsonFormatter formatter, Supplier<ObjectMapper> mapper) {
        this.formatter = formatter;
        this.mapper = mapper;
    }

    /** Adds the fields to all handlers of the log that write footprints as JSON. */
    public static void install(Supplier<ObjectMapper> mapper) {
        for (Logger logger = Logger.getLogger(LoggedFootprints.CATEGORY); logger != null; logger = logger.getParent()) {
            install(logger.getHandlers(), mapper);
        }
    }

    private static void install(Handler[] handlers, Supplier<ObjectMapper> mapper) {
        for (Handler handler : handlers) {
            if (handler.getFormatter() instanceof JsonFormatter json) {
                handler.setFormatter(new JsonFields(json, mapper));
            }
            if (handler instanceof ExtHandler outer) {
                install(outer.getHandlers(), mapper);
            }
        }
    }

    @Override
    public String format(ExtLogRecord record) {
        String json = formatter.format(record);
        return record.getMarker() instanceof Footprint footprint ? withFields(json, footprint, record) : json;
    }

    private String withFields(String json, Footprint footprint, ExtLogRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", footprint.subject());
        fields.put("controller", footprint.controller());
        fields.put("payload", footprint.payload());
        String traceId = record.getMdc(PendingFootprint.TRACE_ID);
        if (traceId != null) {
            fields.put("traceId", traceId);
        }
        fields.keySet().removeAll(formatter.getExcludedKeys());
        // set by the application, for all records
        fields.keySet().removeAll(formatter.getAdditionalFields().keySet());
        if (fields.isEmpty()) {
            return json;
        }
        String delimiter = formatter.getRecordDelimiter();
        int end = json.lastIndexOf('}', json.length() - (delimiter == null ? 0 : delimiter.length()) - 1);
        return json.substring(0, end) + ',' + members(fields) + json.substring(end);
    }

    private String members(Map<String, Object> fields) {
        String object;
        try {
            object = write(fields);
        } catch (JsonProcessingException unwritable) {
            fields.replace("payload", UNWRITABLE);
            try {
                object = write(fields);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Texts cannot be written as JSON", e);
            }
        }
        return object.substring(1, object.length() - 1);
    }

    /** Writes fields by the application's rules, but in one line. */
    private String write(Map<String, Object> fields) throws JsonProcessingException {
        return mapper.get().writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(fields);
    }

    @Override
    public boolean isCallerCalculationRequired() {
        return formatter.isCallerCalculationRequired();
    }

    @Override
    public String getHead(Handler handler) {
        return formatter.getHead(handler);
    }

    @Override
    public String getTail(Handler handler) {
        return formatter.getTail(handler);
    }
}

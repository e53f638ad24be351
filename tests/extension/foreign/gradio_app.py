"""A chat page as gradio makes it; run by gradio's own environment: python gradio_app.py PORT."""

import sys

import gradio as gr

SAID = [
    {"role": "assistant", "content": "在吗，想问下除湿机"},
    {"role": "user", "content": "在的，您请说"},
    {"role": "assistant", "content": "20升的水箱多大"},
    {"role": "user", "content": "水箱是4升的"},
    {"role": "assistant", "content": "那80平的房子够用吗"},
]


def reply(message, history):
    return f"收到：{message}"


chat = gr.ChatInterface(reply, chatbot=gr.Chatbot(value=SAID, height=460), title="顾客一号")
chat.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), share=False, quiet=True)

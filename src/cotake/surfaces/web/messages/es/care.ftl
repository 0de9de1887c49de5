room-care = Buscar ayuda
room-care-lead = Aquí podrá buscar a un profesional cercano o por video. El directorio aún no está hecho; pregunte a quien le receta o en su farmacia.
